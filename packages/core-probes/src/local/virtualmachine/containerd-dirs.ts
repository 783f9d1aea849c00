/** Where containerd keeps what runs, by name space; that of k3s is its own. */
export const taskDirs: readonly string[] = ['/run/containerd', '/run/k3s/containerd'].map(
  (dir) => `${dir}/io.containerd.runtime.v2.task`,
)
