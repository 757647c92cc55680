/** A server for tests, when somebody prefers their own over the bundled one. It needs the right to create databases and roles. */
export function testDatabaseUrl(env: Record<string, string | undefined> = process.env): string | undefined {
  return env.OPTICWORKS_TEST_DATABASE_URL || undefined;
}
