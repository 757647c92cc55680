/** Shows one line per step: what runs, then how long it took. Quiet steps print nothing when there was nothing to do. */
export async function step(title, work) {
  const started = Date.now();
  const tty = process.stdout.isTTY;
  if (tty) process.stdout.write(`▸ ${title} …`);
  else console.log(`▸ ${title} …`);
  const done = (mark, note = '') => {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    if (tty) process.stdout.write(`\r${mark} ${title}${note} (${seconds} s)${' '.repeat(12)}\n`);
    else console.log(`${mark} ${title}${note} (${seconds} s)`);
  };
  try {
    const result = await work();
    done('✓');
    return result;
  } catch (error) {
    done('✗');
    throw error;
  }
}
