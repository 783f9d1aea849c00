export async function wholeAgent(_dir: string): Promise<void> {}
