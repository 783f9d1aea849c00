/**
 * Id of a Docker container, 12 hex digits: of cgroup version 1 (`/docker/<id>`), else of the host files that are mounted in
 * (`.../containers/<id>/hostname` in mountinfo), which version 2 leaves as the only trace.
 */
export function parseDockerId(cgroup: string | undefined, mountinfo: string | undefined): string | undefined {
  const old = /\/docker[/-]([0-9a-f]{12})/.exec(cgroup ?? '')
  return (old ?? /\/containers\/([0-9a-f]{12})[0-9a-f]{52}\/hostname\b/.exec(mountinfo ?? ''))?.[1]
}

/** `envID` of a Virtuozzo or OpenVZ container, from /proc/self/status. */
export const parseEnvId = (status: string | undefined): string | undefined =>
  /^envID:\s*([1-9]\d{0,18})\s*$/m.exec(status ?? '')?.[1]

/** A variable of the environment of process 1. */
export const initVariable = (environ: string | undefined, name: string): string | undefined => {
  const entry = environ?.split('\0').find((text) => text.startsWith(`${name}=`))
  return entry?.slice(name.length + 1) || undefined
}
