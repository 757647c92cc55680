import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const wanted = {
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debian: 'chromium',
    env: 'CHROMIUM_PATH',
    mac: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    what: 'the browser tests',
    files: ['**/browser/**'],
  },
  redis: {
    names: ['redis-server'],
    debian: 'redis-server',
    env: 'REDIS_SERVER_PATH',
    mac: ['/opt/homebrew/bin/redis-server', '/usr/local/bin/redis-server'],
    what: 'the tests of the apart shape',
    files: ['**/parity/**', '**/redis-streams-bus.test.ts', '**/rate-limiter.test.ts'],
  },
};

/**
 * How tests start Chromium: drawn by the processor, silent towards the network, and without the browser's own surface. The address bar
 * keeps two pages of its own ready for each window, which nobody sees and which cost two seconds of computing each time.
 * Chromium listens to the last list of features only, so this one also says what Playwright's would.
 * @public
 */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    'WebUIOmniboxFullPopup',
    'AimEnabled',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsFirstBalancedModeAutoEnable',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PaintHolding',
    'PreconnectToSearch',
    'ThirdPartyStoragePartitioning',
  ].join()}`,
];

/** Path of a program the tests need, or null. */
export function findProgram(name) {
  const { names, env, mac } = wanted[name];
  if (process.env[env]) return existsSync(process.env[env]) ? process.env[env] : null;
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const one of names) if (folder && existsSync(join(folder, one))) return join(folder, one);
  return mac.find((path) => existsSync(path)) ?? null;
}

/**
 * Finds Chromium and Redis, installs them with apt where that is possible, and otherwise says plainly what will not be tested.
 * In CI a missing program is an error: nothing may be skipped there.
 * @returns environment for the tests, and files that cannot run without what is missing
 */
export function provideTestPrograms() {
  const missing = Object.keys(wanted).filter((name) => !findProgram(name));
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = missing.map((name) => wanted[name].debian);
    console.log(`▸ Installing ${packages.join(' and ')} for the tests …`);
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  }
  const still = Object.keys(wanted).filter((name) => !findProgram(name));
  for (const name of still)
    console.log(
      `! ${name} is not here: ${wanted[name].what} cannot run. Install ${wanted[name].debian}, or set ${wanted[name].env}.`,
    );
  if (still.length > 0 && process.env.CI)
    throw new Error(`In CI nothing may be skipped; missing: ${still.join(', ')}.`);
  return {
    env: { CHROMIUM_PATH: findProgram('chromium') ?? '', REDIS_SERVER_PATH: findProgram('redis') ?? '' },
    without: still.flatMap((name) => wanted[name].files),
  };
}
