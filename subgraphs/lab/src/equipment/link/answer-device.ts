import { isRefusal, type Logger, newId, type Principal } from '@opticworks/kernel';
import { type DcsDocument, fieldsOfLabel, parseDcsDocument } from '@opticworks/optics';
import { openValues } from '../../calculation/lab-vault.ts';
import { findJob, type LabJobRow, lockJob } from '../../jobs/job.rows.ts';
import type { LabJobStatus } from '../../jobs/lab-job.state.ts';
import type { LabParts } from '../../parts.ts';
import { DeviceStatus, type DeviceStatusCode } from '../device-status.ts';
import { equipmentFile, filePartsOf } from '../equipment-file.ts';
import { takeResult } from '../import-result.ts';
import { takeTrace } from '../import-trace.ts';
import type { Answered, SessionHost } from './device-session.ts';
import type { LinkProfile, LinkRequest } from './link.profile.ts';
import { statusOfRefusal } from './status-of-refusal.ts';

interface Device {
  vendor: string | null;
  model: string | null;
  machineId: string | null;
  operator: string | null;
}

/** A request as it stands in the message. */
interface Asked {
  document: DcsDocument;
  body: Buffer;
  /** The word of the request, for the answer and the record. */
  word: string;
  jobName: string | null;
}

interface Reply {
  status: DeviceStatusCode;
  /** Records after REQ, JOB and STATUS. */
  records?: string;
  job?: LabJobRow | null;
  detail?: string | null;
}

/** A job is given to machines while its lenses are made. Before that it may change, afterwards nobody needs it. */
const served: readonly LabJobStatus[] = [
  'RELEASED',
  'PICKED',
  'SURFACING',
  'COATING',
  'FINISHING',
  'INSPECTION',
  'REWORK',
];
const notYet: readonly LabJobStatus[] = ['ENTERED', 'ON_HOLD', 'SPOILED'];

/** The lab behind one connected device: who it says it is, whether it introduced itself, and what it is answered. */
export class DeviceDesk implements SessionHost {
  private readonly device: Device = { vendor: null, model: null, machineId: null, operator: null };
  private isIntroduced = false;

  constructor(
    private readonly parts: LabParts,
    private readonly log: Logger,
    private readonly profile: LinkProfile,
    private readonly remote: string,
  ) {}

  async answer(body: Buffer): Promise<Answered> {
    const started = this.parts.clock.now();
    const parsed = parseDcsDocument(body.toString('latin1'));
    const asked = parsed.ok ? readAsked(parsed.document, body) : null;
    const reply = asked ? await this.replySafely(asked) : unreadable(parsed);
    return {
      text: this.write(asked, reply),
      settled: (isConfirmed, bytesOut) => this.record(started, asked, reply, isConfirmed, body.length, bytesOut),
    };
  }

  damaged(reason: string): void {
    this.log.warn({ remote: this.remote, reason }, 'A device sent something that is no message.');
    const reply: Reply = { status: DeviceStatus.FORMAT_ERROR, detail: reason };
    void this.record(this.parts.clock.now(), null, reply, false, 0, 0, 'DAMAGED');
  }

  private async replySafely(asked: Asked): Promise<Reply> {
    this.listen(asked.document);
    try {
      return await this.reply(asked);
    } catch (error) {
      if (isRefusal(error)) return { status: statusOfRefusal(error), detail: error.message };
      this.log.error({ err: error, remote: this.remote, request: asked.word }, 'A device could not be answered.');
      return { status: DeviceStatus.HOST_ERROR, detail: 'See the log of the lab.' };
    }
  }

  private listen(document: DcsDocument): void {
    const said = (label: string) => fieldsOfLabel(document, label)?.join(' ').slice(0, 80) || null;
    this.device.vendor = said('VEN') ?? this.device.vendor;
    this.device.model = said('MODEL') ?? this.device.model;
    this.device.machineId = said('MID') ?? this.device.machineId;
    this.device.operator = said('OPERID') ?? this.device.operator;
  }

  private async reply(asked: Asked): Promise<Reply> {
    const request = this.profile.requests[asked.word];
    const isReport = fieldsOfLabel(asked.document, 'REQ') === null;
    if (isReport) return hasTrace(asked.document) ? this.takeTrace(asked) : this.takeResult(asked);
    if (!request) return { status: DeviceStatus.INVALID_REQUEST, detail: `REQ=${asked.word} is not known here.` };
    if (request === 'init') return this.introduce(asked);
    if (this.profile.needsInit && !this.isIntroduced)
      return { status: DeviceStatus.NEED_INIT, detail: 'The device did not introduce itself.' };
    if (request === 'trace') return hasTrace(asked.document) ? this.takeTrace(asked) : this.offerTrace(asked);
    return this.giveJob(asked, request);
  }

  private introduce(asked: Asked): Reply {
    const format = traceFormat(asked.document);
    if (format === 'none')
      return { status: DeviceStatus.UNSUPPORTED_TRACE_FORMAT, detail: 'No ASCII trace format offered.' };
    this.isIntroduced = true;
    return { status: DeviceStatus.OK, records: format === null ? '' : `TRCFMT=${format}\r\n` };
  }

  /** A tracer asks how to send: the answer names the format, the trace comes in the next message. */
  private async offerTrace(asked: Asked): Promise<Reply> {
    const job = await this.jobOf(asked);
    if (!isJob(job)) return job;
    const format = traceFormat(asked.document);
    if (format === 'none')
      return { status: DeviceStatus.UNSUPPORTED_TRACE_FORMAT, job, detail: 'No ASCII trace format offered.' };
    return { status: DeviceStatus.OK, job, records: `TRCFMT=${format ?? '1;400;E;B;F'}\r\n` };
  }

  private async takeTrace(asked: Asked): Promise<Reply> {
    const job = await this.jobOf(asked);
    if (!isJob(job)) return job;
    const file = { bytes: asked.body, source: 'DEVICE' as const, fileName: null, device: this.name };
    const rules = await this.parts.making();
    const { isNew } = await this.parts.database.transaction(
      async (tx) => takeTrace(this.parts, tx, this.principal, await lockJob(tx, job.id), file, rules),
      { name: 'trace from device' },
    );
    return { status: DeviceStatus.OK, job, detail: isNew ? 'Trace taken.' : 'The same trace again.' };
  }

  private async takeResult(asked: Asked): Promise<Reply> {
    if (fieldsOfLabel(asked.document, 'STATUS') === null && asked.word === '')
      return { status: DeviceStatus.INVALID_REQUEST, detail: 'Neither a request nor a report.' };
    const job = await this.jobOf(asked);
    if (!isJob(job)) return job;
    const file = { bytes: asked.body, source: 'DEVICE' as const, device: this.name };
    const result = await this.parts.database.transaction(
      async (tx) => takeResult(this.parts, tx, this.principal, await lockJob(tx, job.id), file),
      { name: 'result from device' },
    );
    return { status: DeviceStatus.OK, job, detail: `Reported status ${result.status ?? 'none'}.` };
  }

  private async giveJob(asked: Asked, request: Exclude<LinkRequest, 'init' | 'trace'>): Promise<Reply> {
    const job = await this.jobOf(asked);
    if (!isJob(job)) return job;
    if (notYet.includes(job.status) || !job.calculatedAt)
      return { status: DeviceStatus.CANNOT_PROCESS, job, detail: `The job is ${job.status}.` };
    if (!served.includes(job.status))
      return { status: DeviceStatus.JOB_PROTECTED, job, detail: `The job is ${job.status}.` };
    const { parts } = this;
    const rules = await parts.making();
    const [values, fileParts] = await parts.database.transaction(
      async (tx) => {
        const [opened] = await openValues(parts, tx, this.principal, [job], `given to ${this.name}`);
        return [opened ?? null, await filePartsOf(parts, tx.query, job)] as const;
      },
      { name: 'job for device' },
    );
    if (!values) return { status: DeviceStatus.CANNOT_PROCESS, job, detail: 'The values of this job are gone.' };
    const text = equipmentFile(job, values, request === 'surfacing-job' ? 'surfacing' : 'edging', fileParts, rules);
    return { status: DeviceStatus.OK, job, records: request === 'frame' ? frameOnly(text) : withoutJob(text) };
  }

  private async jobOf(asked: Asked): Promise<LabJobRow | Reply> {
    const { jobName } = asked;
    if (jobName === null) return { status: DeviceStatus.MISSING_RECORD, detail: 'JOB is missing.' };
    if (!/^[\w./-]{1,40}$/.test(jobName)) return { status: DeviceStatus.INVALID_JOB, detail: 'JOB is no job number.' };
    const job = await findJob(this.parts, { number: jobName, trayCode: jobName });
    return job ?? { status: DeviceStatus.JOB_NOT_FOUND, detail: `There is no job ${jobName}.` };
  }

  private write(asked: Asked | null, { status, records = '' }: Reply): string {
    const { lineEnd } = this.profile;
    const head = [
      ...(asked && asked.word !== '' ? [`ANS=${asked.word}`] : []),
      ...(asked?.jobName ? [`JOB=${asked.jobName}`] : []),
      `STATUS=${status}`,
    ];
    return head.map((line) => line + lineEnd).join('') + records.replaceAll('\r\n', lineEnd);
  }

  private get name(): string {
    const { vendor, model, machineId } = this.device;
    return [vendor, model, machineId].filter(Boolean).join(' ') || this.remote;
  }

  private get principal(): Principal {
    return { kind: 'service', name: `device ${this.name}` };
  }

  private async record(
    started: Date,
    asked: Asked | null,
    reply: Reply,
    isConfirmed: boolean,
    bytesIn: number,
    bytesOut: number,
    outcome = outcomeOf(reply, isConfirmed),
  ): Promise<void> {
    const { vendor, model, machineId, operator } = this.device;
    const at = this.parts.clock.now();
    try {
      await this.parts.database.query(
        `INSERT INTO lab_device_exchange (id, at, duration_ms, remote, vendor, model, machine_id, operator, request, job_number, job_id,
           status, outcome, detail, bytes_in, bytes_out)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
        [
          newId('exchange'),
          started,
          Math.max(0, at.getTime() - started.getTime()),
          this.remote,
          vendor,
          model,
          machineId,
          operator,
          asked?.word || 'REPORT',
          asked?.jobName?.slice(0, 40) ?? null,
          reply.job?.id ?? null,
          reply.status,
          outcome,
          reply.detail?.slice(0, 300) ?? null,
          bytesIn,
          bytesOut,
        ],
      );
    } catch (error) {
      // The machine has its answer; a record that cannot be kept must not cost the connection.
      this.log.error({ err: error, remote: this.remote }, 'A device exchange could not be recorded.');
    }
  }
}

const outcomeOf = ({ status }: Reply, isConfirmed: boolean): string =>
  !isConfirmed ? 'UNCONFIRMED' : status === DeviceStatus.OK ? 'ANSWERED' : 'REFUSED';

const isJob = (found: LabJobRow | Reply): found is LabJobRow => 'number' in found;

function unreadable(parsed: ReturnType<typeof parseDcsDocument>): Reply {
  return { status: DeviceStatus.FORMAT_ERROR, detail: parsed.ok ? null : (parsed.errors[0]?.detail ?? null) };
}

function readAsked(document: DcsDocument, body: Buffer): Asked {
  const word = (fieldsOfLabel(document, 'REQ') ?? fieldsOfLabel(document, 'ANS'))?.[0] ?? '';
  const jobName = fieldsOfLabel(document, 'JOB')?.[0] ?? null;
  return {
    document,
    body,
    // Goes back on the wire and into a table: a word, or nothing.
    word: /^[A-Za-z0-9]{1,12}$/.test(word) ? word.toUpperCase() : '',
    jobName: jobName === '' || jobName === '?' ? null : (jobName?.replace(/[^\x20-\x7e]/g, '?').slice(0, 60) ?? null),
  };
}

const hasTrace = (document: DcsDocument): boolean => document.lines.some(({ label }) => label === 'R');

/** The first offered format that can be read here; null when none was offered, `none` when none of them can. */
function traceFormat(document: DcsDocument): string | null {
  const offers = document.lines.flatMap((line) =>
    line.label === 'TRCFMT' ? [line.raw.slice(line.raw.indexOf('=') + 1).trim()] : [],
  );
  if (offers.length === 0) return null;
  return offers.find((offer) => /^1;\d{1,5};[EU];[RLB];[FPD]$/i.test(offer)) ?? 'none';
}

/** The answer names the job as the device did; the number in the file would be a second one. */
const withoutJob = (text: string): string => text.replace(/^JOB=.*\r\n/m, '');

const FRAME_LABELS = /^(HBOX|VBOX|DBL|FED|CIRC|FCRV|ZTILT|FTYP|ETYP|DRILLE|TRCFMT|R|A)=/;
const frameOnly = (text: string): string =>
  text
    .split('\r\n')
    .filter((line) => FRAME_LABELS.test(line))
    .map((line) => `${line}\r\n`)
    .join('');
