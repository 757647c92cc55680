/** DCS/OMA text of tracers, edgers and labs: read, check, write. */
export * from './dcs/dcs.types.ts';
export * from './dcs/parse-dcs.ts';
export * from './dcs/trace-shapes.ts';
export * from './dcs/write-dcs.ts';
