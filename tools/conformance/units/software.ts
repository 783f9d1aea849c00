import { parseDefenderHealth } from '../../../packages/core-probes/src/local/antivirus/parse-defender.ts'
import { parseFirewalldStatus, parseUfwStatus } from '../../../packages/core-probes/src/local/firewall/parse-status.ts'
import { needsWildcard } from '../../../packages/core-probes/src/local/software/parse-portage.ts'
import { replayed, type Units } from './step.ts'

const status = (on: boolean): string => (on ? 'on' : 'off')

/** Packages, protection, remote management, licences, databases. */
export const software: Units = {
  'Generic.Databases.DB2._getDatabaseService': replayed,
  'Generic.Databases.MSSQL._getDatabaseService': replayed,
  'Generic.Databases.MongoDB._getDatabaseService': replayed,
  'Generic.Databases.MySQL._getDatabaseService': replayed,
  'Generic.Databases.Oracle._getDatabaseService': replayed,
  'Generic.Databases.PostgreSQL._getDatabaseService': replayed,
  'Generic.Softwares.Flatpak._getFlatpakInfo': replayed,
  'Generic.Softwares.Nix._getPackagesList': replayed,
  'Generic.Softwares.Pacman._getPackagesList': replayed,
  'Generic.Softwares.Snap._getPackagesInfo': replayed,
  'Linux.AntiVirus.Bitdefender._getBitdefenderInfo': replayed,
  'Linux.AntiVirus.Cortex._getCortex': replayed,
  'Linux.AntiVirus.Sentinelone._getSentineloneInfo': replayed,

  'Generic.Softwares.Gentoo._equeryNeedsWildcard': ({ text }) => needsWildcard(text()),
  'Generic.Firewall.Ufw._getFirewallStatus': ({ text }) => status(parseUfwStatus(text())),
  'Generic.Firewall.Systemd._getFirewallStatus': ({ text }) => status(parseFirewalldStatus(text())),
  'Linux.AntiVirus.Defender._getMSDefender': ({ text }) => parseDefenderHealth(text()),
}
