/**
 * Loaded into each process that a start launches: when that start is gone without having said goodbye (killed, or its terminal
 * torn away), the part leaves as well, as if it had been told to. Otherwise the next start would find its ports taken.
 */
const parent = Number(process.env.OPTICWORKS_PARENT);
if (parent && process.ppid === parent) {
  // The environment is inherited further down, where the parent is another process.
  delete process.env.OPTICWORKS_PARENT;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
