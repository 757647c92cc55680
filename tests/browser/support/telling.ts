/** Says where a long walk stopped: a step that fails names itself and what came before it. */
export function telling() {
  const done: string[] = [];
  return async <T>(name: string, step: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    try {
      const found = await step();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      done.push(`${name} (${seconds} s)`);
      if (process.env.TELL_STEPS) console.log(`  ${seconds.padStart(5)} s  ${name}`);
      return found;
    } catch (error) {
      const before = done.length > 0 ? `\nbefore it: ${done.join(', ')}` : '';
      throw new Error(`at “${name}”: ${error instanceof Error ? error.message : error}${before}`, { cause: error });
    }
  };
}
