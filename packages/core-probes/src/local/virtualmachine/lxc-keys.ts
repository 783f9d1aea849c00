/** Settings of a container that tell of it, as arguments of `lxc-info`. */
export const lxcKeys: readonly string[] = [
  'lxc.cgroup.memory.limit_in_bytes',
  'lxc.cgroup2.memory.max',
  'lxc.cgroup.cpuset.cpus',
  'lxc.cgroup2.cpuset.cpus',
  'lxc.net.0.hwaddr',
  'lxc.uts.name',
  'lxc.rootfs.path',
].flatMap((key) => ['-c', key])
