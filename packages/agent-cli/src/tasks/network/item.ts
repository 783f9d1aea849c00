import type { NetworkJob, NetworkReport } from '@fusioninventory/protocol/message'

/** What the process of a network task hands over: something for the server, and of which of its jobs. */
export interface NetworkItem {
  readonly report: NetworkReport
  readonly job: NetworkJob
}
