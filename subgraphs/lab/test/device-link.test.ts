import { createServer } from 'node:net';
import { mirrorOutline, parseDcs, syntheticOutline } from '@opticworks/optics';
import { Device, DeviceTrouble } from '@opticworks/twins/devices/device';
import { Edger } from '@opticworks/twins/devices/edger';
import { Tracer, traceMessage } from '@opticworks/twins/devices/tracer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aLab, anOrder, type Lab, SCAN, staff } from './factories.ts';

let lab: Lab;
let port = 0;
const opened: Device[] = [];
beforeAll(async () => {
  port = await aFreePort();
  lab = await aLab({
    LAB_DEVICE_PORT: String(port),
    LAB_DEVICE_PROFILE: 'reported',
    // Short enough for a test, long enough for a machine with better things to do.
    LAB_DEVICE_CONFIRM_MS: '1000',
    LAB_DEVICE_PACKET_MS: '1500',
    LAB_DEVICE_CONNECTIONS: '6',
  });
});
afterAll(() => lab.close());
afterEach(() => {
  for (const device of opened.splice(0)) device.close();
});

async function aFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port: free } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return free;
}

const options = (machineId: string) => ({ host: '127.0.0.1', port, machineId, operator: 'JO', patienceMs: 20_000 });
async function connected<T extends { device: Device }>(machine: T, introduce = true): Promise<T> {
  opened.push(machine.device);
  await machine.device.open();
  if (introduce) expect((await machine.device.introduce()).status).toBe(0);
  return machine;
}
const tracer = (id = 'T1') => connected(new Tracer(options(id)));
const edger = (id = 'E1', more: { crc?: boolean } = {}) => connected(new Edger({ ...options(id), ...more }));

let count = 0;
interface Job {
  id: string;
  number: string;
  status: string;
  trayCode: string;
}
async function aJob(inTray = true): Promise<Job> {
  count += 1;
  const order = anOrder({ orderId: `linked_${count}` });
  await lab.hear('OrderPlaced', order);
  const orderLineIds = [order.lines[0]!.orderLineId];
  if (inTray)
    await lab.hear('FrameHandedToLab', { pickTaskId: 't', orderId: 'o', orderLineIds, trayCode: `D-${count}` });
  const [job] = await lab.subgraph.database.query<Job>(
    `SELECT id, number, status, tray_code AS "trayCode" FROM lab_job WHERE order_id = $1`,
    [order.orderId],
  );
  return job!;
}
const statusOf = async ({ id }: Job) =>
  (await lab.subgraph.database.query<{ status: string }>('SELECT status FROM lab_job WHERE id = $1', [id]))[0]?.status;

const outline = syntheticOutline('panto', 52.4, 40.2);
const frame = { right: outline.radii, left: mirrorOutline(outline).radii, dblMm: 18.2 };

interface Exchange {
  request: string;
  status: number;
  outcome: string;
  machine_id: string;
  operator: string | null;
  detail: string | null;
}
/** What was written down about a machine, once it is written. */
async function exchangesOf(machineId: string, atLeast: number): Promise<Exchange[]> {
  for (let tries = 0; ; tries++) {
    const rows = await lab.subgraph.database.query<Exchange>(
      'SELECT request, status, outcome, machine_id, operator, detail FROM lab_device_exchange WHERE machine_id = $1 ORDER BY at, id',
      [machineId],
    );
    if (rows.length >= atLeast || tries > 60) return rows;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('an edger', () => {
  it('introduces itself, fetches its job by tray, reports, and each exchange is written down', async () => {
    const job = await aJob();
    const machine = await edger('E-main', { crc: true });

    const answer = await machine.fetchJob(job.trayCode);
    expect([answer.status, answer.value('ANS'), answer.value('JOB')]).toEqual([0, 'FIL', job.trayCode]);
    const parsed = parseDcs(answer.lines.join('\r\n'));
    expect(parsed.ok && parsed.file.traces.map((t) => t.side)).toEqual(['od', 'os']);
    expect(answer.value('SPH')).toBe('-2.00;-1.75');
    expect(answer.lines.filter((line) => line.startsWith('JOB='))).toHaveLength(1);

    expect(
      (await machine.report(job.number, 0, ['CIRC=150.40;150.38', 'XSTATUS=R;1110;size corrected;W'])).status,
    ).toBe(0);
    const rows = await exchangesOf('E-main', 3);
    expect(
      rows
        .map((r) => [r.request, r.status, r.outcome, r.operator])
        .sort()
        .reverse(),
    ).toEqual([
      ['INI', 0, 'ANSWERED', 'JO'],
      ['FIL', 0, 'ANSWERED', 'JO'],
      ['FIL', 0, 'ANSWERED', 'JO'],
    ]);
    const { labEquipment } = await lab.ask(
      staff('lab'),
      `query ($id: ID!) { labEquipment(jobId: $id) { exchanges { request statusText model } results { statusText device values { name od os } } } }`,
      { id: job.id },
    );
    expect(labEquipment.exchanges).toHaveLength(2);
    expect(labEquipment.results).toEqual([
      {
        statusText: 'Done',
        device: 'TWIN EDGER E-main',
        values: [{ name: 'Circumference', od: '150.40', os: '150.38' }],
      },
    ]);
    const audit = await lab.subgraph.database.query<{ actor: string }>(
      "SELECT actor FROM audit_entry WHERE subject = $1 AND actor LIKE 'service:device%'",
      [job.id],
    );
    expect(audit[0]?.actor).toBe('service:device TWIN EDGER E-main');
  });

  it('gets a status for whatever it cannot have', async () => {
    const waiting = await aJob(false);
    const gone = await aJob();
    await lab.hear('OrderCancelled', { orderId: `linked_${count}`, number: 'x', reason: 'changed mind' });
    const machine = await edger();
    const ask = async (...lines: string[]) => (await machine.device.ask(lines)).status;

    expect(await ask('REQ=FIL', 'JOB=L-999999')).toBe(1);
    expect(await ask('REQ=FIL', `JOB=${gone.number}`)).toBe(2);
    expect(await ask('REQ=FIL', `JOB=${waiting.number}`)).toBe(4);
    expect(await ask('REQ=FIL', "JOB=' OR 1=1 --")).toBe(6);
    expect(await ask('REQ=FIL')).toBe(7);
    expect(await ask('REQ=XYZ', 'JOB=1')).toBe(16);
    expect(await ask('hello')).toBe(16);
    expect(await ask(`ANS=FIL`, `JOB=${gone.number}`, 'STATUS=0', 'no label here')).toBe(18);
  });

  it('must introduce itself first', async () => {
    const job = await aJob();
    const machine = await connected(new Edger(options('E-shy')), false);

    expect((await machine.fetchJob(job.number)).status).toBe(5);
    expect((await machine.device.introduce(['4;400;E;B;F'])).status).toBe(17);
    expect((await machine.fetchJob(job.number)).status).toBe(5);
    expect((await machine.device.introduce(['4;400;E;B;F', '1;1000;E;B;F'])).value('TRCFMT')).toBe('1;1000;E;B;F');
    expect((await machine.fetchJob(job.number)).status).toBe(0);
  });

  it('gets the generator file under LMS, and the frame alone under FRM', async () => {
    const job = await aJob();
    const machine = await edger();
    const [surfacing, shape] = [
      await machine.device.ask(['REQ=LMS', `JOB=${job.number}`]),
      await machine.device.ask(['REQ=FRM', `JOB=${job.number}`]),
    ];
    expect(surfacing.value('LAPBASX')).toBeDefined();
    expect([shape.value('SPH'), shape.value('HBOX')]).toEqual([undefined, expect.any(String)]);
  });
});

describe('a tracer', () => {
  it('sends a trace that recalculates the job', async () => {
    const job = await aJob();
    const machine = await tracer('T-main');

    expect((await machine.sendTrace(job.number, frame)).status).toBe(0);
    expect(await statusOf(job)).toBe('ON_HOLD');
    await lab.settle();
    expect(await statusOf(job)).toBe('RELEASED');
    const [row] = await lab.subgraph.database.query<{ source: string; device: string; file: Buffer }>(
      'SELECT source, device, file FROM lab_trace WHERE job_id = $1',
      [job.id],
    );
    expect([row?.source, row?.device]).toEqual(['DEVICE', 'TWIN TRACER T-main']);
    expect(row?.file.toString('latin1')).toBe(
      traceMessage(job.number, frame)
        .map((line) => `${line}\r`)
        .join(''),
    );
  });

  it('is told by number why a trace is refused', async () => {
    const job = await aJob();
    const machine = await tracer();
    const send = async (change: (lines: string[]) => string[]) =>
      (await machine.device.ask(change(traceMessage(job.number, frame)))).status;

    expect(await send((lines) => lines.map((l) => l.replace('TRCFMT=1;', 'TRCFMT=4;')))).toBe(17);
    expect(await send((lines) => lines.slice(0, -1))).toBe(18);
    expect(await send((lines) => [...lines.slice(0, 4), 'HBOX=60;60', ...lines.slice(4)])).toBe(10);
    const other = syntheticOutline('panto', 56, 44);
    expect((await machine.sendTrace(job.number, { ...frame, right: other.radii, left: null })).status).toBe(9);
    await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' });
    await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'FINISHING' });
    await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'INSPECTION' });
    expect((await machine.sendTrace(job.number, frame)).status).toBe(2);
  });
});

describe('a bad line', () => {
  it('takes nothing from a connection cut in the middle of a trace, and the whole one afterwards', async () => {
    const job = await aJob();
    const machine = await tracer();
    await expect(machine.sendTrace(job.number, frame, 'dropMidFrame')).rejects.toThrow(DeviceTrouble);
    expect(await lab.subgraph.database.query('SELECT 1 FROM lab_trace WHERE job_id = $1', [job.id])).toEqual([]);

    expect((await (await tracer()).sendTrace(job.number, frame)).status).toBe(0);
  });

  it('denies a wrong CRC and takes the message when it comes again', async () => {
    const job = await aJob();
    const machine = await edger('E-crc', { crc: true });
    await expect(machine.fetchJob(job.number, 'badCrc')).rejects.toMatchObject({ kind: 'denied' });
    expect((await machine.fetchJob(job.number)).status).toBe(0);
    expect((await exchangesOf('E-crc', 3)).map((r) => r.outcome).sort()).toEqual(['ANSWERED', 'ANSWERED', 'DAMAGED']);
  });

  it('sends an answer three times to a machine that never confirms, then hangs up', async () => {
    const job = await aJob();
    const machine = await edger('E-mute');
    const before = machine.device.answersSeen;
    await expect(machine.fetchJob(job.number, 'silence')).rejects.toMatchObject({ kind: 'closed' });
    expect(machine.device.answersSeen - before).toBe(3);
    expect((await exchangesOf('E-mute', 2)).map((r) => r.outcome).sort()).toEqual(['ANSWERED', 'UNCONFIRMED']);
  });

  it('sends an answer again when it is denied', async () => {
    const job = await aJob();
    const machine = await edger('E-deny');
    const before = machine.device.answersSeen;
    expect((await machine.fetchJob(job.number, 'denyOnce')).status).toBe(0);
    expect(machine.device.answersSeen - before).toBe(2);
  });

  it('takes a trace once when the message comes twice', async () => {
    const job = await aJob();
    const machine = await tracer('T-twice');
    expect((await machine.sendTrace(job.number, frame, 'duplicate')).status).toBe(0);
    const rows = await lab.subgraph.database.query('SELECT 1 FROM lab_trace WHERE job_id = $1', [job.id]);
    expect(rows).toHaveLength(1);
  });

  it('gives up a message that does not end, and the machine after three of them', async () => {
    const machine = await edger('E-slow');
    await expect(machine.fetchJob('L-1', 'unfinished')).rejects.toMatchObject({ kind: 'denied' });
    await expect(machine.fetchJob('L-1', 'unfinished')).rejects.toMatchObject({ kind: 'denied' });
    await expect(machine.fetchJob('L-1', 'unfinished')).rejects.toBeInstanceOf(DeviceTrouble);
    await expect(machine.fetchJob('L-1')).rejects.toMatchObject({ kind: 'closed' });
  });

  it('hangs up on noise and on messages without end', async () => {
    for (const bytes of [Buffer.alloc(4_096, 'x'), Buffer.concat([Buffer.from([0x1c]), Buffer.alloc(900_000, 'x')])]) {
      const machine = await edger('E-noise');
      machine.device.sendRaw(bytes);
      await until(() => !machine.device.isOpen);
    }
  });

  it('lets so many machines in and no more, and serves those that are in', async () => {
    const job = await aJob();
    const machines = await Promise.all(Array.from({ length: 6 }, (_, i) => edger(`E-many-${i}`)));
    const late = new Edger(options('E-late'));
    opened.push(late.device);
    await late.device.open().catch(() => undefined);
    await until(() => !late.device.isOpen);

    const answers = await Promise.all(machines.map((machine) => machine.fetchJob(job.number)));
    expect(answers.map((a) => a.status)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error('It did not happen within twenty seconds.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the link', () => {
  it('stays off without a port, and refuses to start without a profile', async () => {
    await expect(aLab({ LAB_DEVICE_PORT: '1' })).rejects.toThrow('LAB_DEVICE_PROFILE');
    await expect(aLab({ LAB_DEVICE_ALLOW: 'everybody' })).rejects.toThrow('LAB_DEVICE_ALLOW');
  });

  it('closes with the lab, machines connected or not', async () => {
    const own = await aFreePort();
    const other = await aLab({ LAB_DEVICE_PORT: String(own), LAB_DEVICE_PROFILE: 'reported' });
    const machine = await connected(new Edger({ ...options('E-last'), port: own }));
    expect((await other.subgraph.health()).devices).toBe('ok');

    await other.close();
    await until(() => !machine.device.isOpen);
    await expect(new Edger({ ...options('E-late'), port: own }).device.open()).rejects.toThrow();
  });
});
