/** One sentence that says what to do, for the faults a person meets when starting; anything else keeps its own words. */
export function explain(error) {
  const text = error instanceof Error ? error.message : String(error);
  const code = error?.code ?? error?.cause?.code;
  if (code === 'ENOSPC' || /no space left/i.test(text))
    return 'The disk is full. Free some space (1 GB is plenty) and start again.';
  if (code === 'EACCES' || code === 'EPERM' || /permission denied/i.test(text))
    return `Permission was denied${of(error)}. Give this user write access to the project folder, or set DATA_DIR to a folder it may write.`;
  // Making a folder with its parents on a read-only disk fails as if there were none (ENOENT).
  if (code === 'EROFS' || (code === 'ENOENT' && error?.syscall === 'mkdir'))
    return `This disk cannot be written${of(error)}. Set DATA_DIR to a folder on one that can.`;
  if (error?.syscall === 'mkdir' && (code === 'EEXIST' || code === 'ENOTDIR'))
    return `There is a file where a folder is needed${of(error)}. Move the file away, or set DATA_DIR to another folder.`;
  if (code === 'EADDRINUSE')
    return `Port ${error.port ?? ''} is taken. Stop the program that uses it, or set ${error.setting ?? 'PORT'} to another number.`;
  return process.env.DEBUG && error?.stack ? error.stack : text;
}

const of = (error) => (error?.path ? ` (${error.path})` : '');
