export async function besidePerl(_dir: string): Promise<void> {}
