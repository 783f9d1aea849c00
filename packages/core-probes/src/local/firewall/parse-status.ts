/** Whether ufw is on, by `ufw.conf`: shell assignments. */
export const parseUfwConfig = (text: string): boolean => /^\s{0,9}ENABLED\s{0,9}=\s{0,9}["']?yes\b/im.test(text)

/** Whether ufw is on, by `ufw status`. */
export const parseUfwStatus = (text: string): boolean => /^Status:\s{0,9}active\s{0,9}$/m.test(text)

/** Whether firewalld runs, by `systemctl status firewalld.service`. It may run without being enabled at start. */
export function parseFirewalldStatus(text: string): boolean {
  return /^\s{0,20}Loaded: loaded \(/m.test(text) && /^\s{0,20}Active: active \(running\)/m.test(text)
}
