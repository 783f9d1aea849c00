/**
 * Types of the mounted file systems by `mount`: on BSD `/dev/ada0p2 on / (ufs, local, soft-updates)`, on Linux
 * `/dev/sda2 on / type ext4 (rw,noatime)`. Each once.
 */
export const parseMountTypes = (text: string): string[] => [
  ...new Set(
    text
      .split('\n', 100_000)
      .flatMap((line) => /^\S+ on \S+ (?:\(|type )(\w{1,40})/.exec(line.slice(0, 2000))?.[1] ?? []),
  ),
]
