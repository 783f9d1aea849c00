import { aerohive } from './aerohive.ts'
import {
  barracuda,
  compellent,
  ecreso,
  grandstream,
  packetFilter,
  quantaStor,
  teltonika,
  zenitel,
} from './appliances.ts'
import { arubaController, arubaInstant } from './aruba.ts'
import { axis } from './axis.ts'
import { brocade, foundry } from './brocade.ts'
import { brother } from './brother.ts'
import { canon } from './canon.ts'
import { checkPoint, checkPointGaia } from './check-point.ts'
import { cisco, ciscoPortSecurity, ciscoSmallBusiness, ciscoUcsBoard, ciscoWlc } from './cisco.ts'
import { citrixNetscaler } from './citrix.ts'
import { dLink } from './d-link.ts'
import { dellPrinter, dellSwitch, idrac } from './dell.ts'
import { describedModules } from './described.ts'
import { digi } from './digi.ts'
import { eatonEpdu, eatonUps } from './eaton.ts'
import { epson } from './epson.ts'
import { extreme } from './extreme.ts'
import { f5 } from './f5.ts'
import { force10 } from './force10.ts'
import { fortinet } from './fortinet.ts'
import { hikvision } from './hikvision.ts'
import { hwg } from './hwg.ts'
import { ilo } from './ilo.ts'
import { infortrend } from './infortrend.ts'
import { intelbras } from './intelbras.ts'
import { juniper, screenOs } from './juniper.ts'
import { konica } from './konica.ts'
import { kyocera } from './kyocera.ts'
import { ciscoFmc, lacie, linuxEngine, quescom, tpLinkLinux } from './linux.ts'
import { mikrotik, swos } from './mikrotik.ts'
import type { DeviceModule } from './module.ts'
import { moreModules } from './more.ts'
import { moxa } from './moxa.ts'
import { multitech } from './multitech.ts'
import { netapp } from './netapp.ts'
import { nokia } from './nokia.ts'
import { oki } from './oki.ts'
import { paloAlto } from './palo-alto.ts'
import { panasas } from './panasas.ts'
import { pantum } from './pantum.ts'
import { cyberPower, dataprobe, dellUps, delta, liebert, raritan, rittal, serverTechnology } from './power.ts'
import { qlogic } from './qlogic.ts'
import { qnap } from './qnap.ts'
import { defensePro } from './radware.ts'
import { ricoh } from './ricoh.ts'
import { ruckus } from './ruckus.ts'
import { siemens } from './siemens.ts'
import { socomec } from './socomec.ts'
import { sonicwall } from './sonicwall.ts'
import { sophos, sophosUtm } from './sophos.ts'
import { stormshield, stormshieldBsd } from './stormshield.ts'
import { supermicroSwitch } from './supermicro.ts'
import { synology } from './synology.ts'
import { toshiba } from './toshiba.ts'
import { tpLink } from './tp-link.ts'
import { ubiquiti, ubiquitiLinux } from './ubiquiti.ts'
import { ups } from './ups.ts'
import { vmware } from './vmware.ts'
import { voltaire } from './voltaire.ts'
import { wyse } from './wyse.ts'
import { xerox } from './xerox.ts'
import { zebra } from './zebra.ts'
import { zyxel, zyxelClassic } from './zyxel.ts'

/** Every built-in module; where priorities are equal, the earlier is asked first. */
export const registry: readonly DeviceModule[] = [
  aerohive,
  arubaInstant,
  arubaController,
  foundry,
  brocade,
  brother,
  canon,
  checkPoint,
  checkPointGaia,
  cisco,
  ciscoUcsBoard,
  ciscoPortSecurity,
  ciscoWlc,
  ciscoSmallBusiness,
  citrixNetscaler,
  defensePro,
  dellSwitch,
  idrac,
  dellPrinter,
  digi,
  eatonEpdu,
  eatonUps,
  epson,
  force10,
  stormshield,
  stormshieldBsd,
  hikvision,
  hwg,
  infortrend,
  intelbras,
  konica,
  kyocera,
  mikrotik,
  swos,
  multitech,
  nokia,
  oki,
  panasas,
  pantum,
  qnap,
  ricoh,
  ruckus,
  siemens,
  sonicwall,
  sophos,
  sophosUtm,
  toshiba,
  ups,
  ubiquiti,
  ubiquitiLinux,
  voltaire,
  wyse,
  xerox,
  zebra,
  zyxel,
  zyxelClassic,
  ilo,
  qlogic,
  synology,
  linuxEngine,
  lacie,
  quescom,
  ciscoFmc,
  tpLinkLinux,
  socomec,
  fortinet,
  paloAlto,
  juniper,
  screenOs,
  extreme,
  netapp,
  raritan,
  serverTechnology,
  cyberPower,
  liebert,
  dataprobe,
  delta,
  dellUps,
  rittal,
  f5,
  tpLink,
  dLink,
  vmware,
  axis,
  moxa,
  supermicroSwitch,
  grandstream,
  teltonika,
  zenitel,
  barracuda,
  ecreso,
  packetFilter,
  quantaStor,
  compellent,
  ...moreModules,
  ...describedModules,
]
