import { openSurroundings, runHost } from './surroundings.ts';
import { openParts, settingsOf } from './together.ts';

/** Brings every schema to the newest version. Safe to run again, and beside servers of the version before. */
runHost(async () => {
  const around = await openSurroundings({ name: 'migrate', parts: await settingsOf() });
  const open = await openParts(around, { work: false });
  try {
    await open.identity.migrate();
    console.log('identity: up to date');
    for (const part of open.parts) {
      const applied = await part.database.migrate();
      console.log(`${part.name}: ${applied.length > 0 ? applied.join(', ') : 'up to date'}`);
      await part.database.close();
    }
  } finally {
    await open.identity.close();
    await around.close();
  }
  process.exit(0);
});
