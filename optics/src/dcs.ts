/** DCS/OMA text of tracers, edgers and labs: read, check, change, write. */
export * from './dcs/dcs.types.ts';
export { dcsLimits, emitDcs, fieldsOfLabel, parseDcsDocument, withDcsRecord } from './dcs/dcs-document.ts';
export * from './dcs/dcs-job.ts';
export { type DcsRecordRule, dcsNumber, dcsRecords } from './dcs/dcs-records.ts';
export * from './dcs/latin1.ts';
export * from './dcs/parse-dcs.ts';
export * from './dcs/trace-limits.ts';
export * from './dcs/trace-shapes.ts';
export * from './dcs/write-dcs.ts';
