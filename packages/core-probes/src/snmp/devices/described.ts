import { type DeviceModule, described, ent } from './module.ts'

/**
 * Vendors whose devices tell their model (and more) in sysDescr only. Asked after the standard MIBs: where these answer, they
 * are more exact.
 */
const inDescription = (
  name: string,
  arcs: string | readonly string[],
  model: RegExp,
  more: { readonly serial?: RegExp; readonly firmware?: RegExp } = {},
): DeviceModule => ({
  name,
  match: [arcs].flat().map((one) => ({ object: ent(one) })),
  otherwise: {
    model: described(model),
    ...(more.serial === undefined ? {} : { serial: described(more.serial) }),
    ...(more.firmware === undefined ? {} : { firmware: described(more.firmware) }),
  },
})

export const describedModules: readonly DeviceModule[] = [
  // `IBM PowerPC CHRP Computer`, then machine type and processor on further lines.
  inDescription('aix', '2.3.1', /^(IBM .*Computer)/),
  // `ALAXALA AX2430 AX-2430-24TE-B [AX2430S-24T] Switching software Ver. 11.1.C`
  inDescription('alaxala', '21839', /\[(AX[^\]]+)\]/, { firmware: /\bVer\. (\S+)/ }),
  // `ATI AT-8000S`, `Allied Telesis router/switch, AW+ v5.4`: the first names the model.
  inDescription('allied', '207', /\b(AT-\w[\w./-]*)/),
  // `Product: GW 8 FXS;SW Version: 6.60A.309.001`
  inDescription('audiocodes', '5003', /Product: ?([^;]+?)\s*;/, { firmware: /SW Version: ?([^\s;]+)/ }),
  // `Cisco IOS Software, C2960S Software (C2960S-UNIVERSALK9-M), Version 15.2(2a)E1`
  inDescription('cisco-image', '9.1', /^"?Cisco (?:IOS|Internetwork)[^,]*, (\w[\w-]*) Software \(/),
  // `Cisco Secure Access Control System 5.8`, `Cisco Identity Services Engine`
  inDescription('cisco-appliance', '9.1', /^Cisco (Secure Access Control System|Identity Services Engine|ACE)\b/),
  // `Meraki MR28 Cloud Managed AP`, `Cisco Wireless CW9176I Cloud Managed AP`
  inDescription('meraki', '29671', /(?:Meraki|Wireless) ([A-Z]+\d\w*)\b/),
  // Second line of Comware: `HP FF 5700-40XG-2QSFP+ Switch`, `H3C S5500-28C-EI`
  inDescription('comware', '25506', /[\r\n] ?(?:HPE?|H3C) (?!Comware)([\w+ .-]*?\d[\w+.-]*)/),
  // `HP Onboard Administrator`
  inDescription('hp-blade', '11.5.7', /^HPE? (Onboard Administrator)/),
  // `HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD149,EEPROM JDI23100032,CIDATE 05/28/2018`, or `SN:…,FN:…,PID:…`
  inDescription('jetdirect', '11.2.3.9', /\bPID:(.+)$/, {
    serial: /\bSN:(\w+)/,
    firmware: /\bEEPROM ([^\s,]+)/,
  }),
  // `Huawei AC6605-26-PWR Huawei Versatile Routing Platform Software`, or the model on the first line
  inDescription('huawei', '2011', /^(?:Huawei )?((?!Huawei|Versatile)[A-Z][A-Za-z]*\d[\w-]*)(?:\s|$)/),
  // `Integrated Lights-Out 4 2.60 May 23 2018`
  inDescription('ilo-described', '232.9.4', /^(Integrated Lights-Out \d+)/),
  // `Lexmark T640 version NS.NP.N219 kernel 2.6.6 All-N-1`
  inDescription('lexmark', '641', /^Lexmark (\S+)/, { firmware: /\bversion (\S+)/ }),
  // `Nimble Storage group running software version 2.3.14.0`
  inDescription('nimble', '37447', /^(Nimble Storage)\b/, { firmware: /\bsoftware version (\S+)/ }),
  // `Opengear IM7216-2-24E-DAC, Linux 5.17.0 armv5tel, OpenGear/IM72xx Version 5.2.0 f8f8062c`
  inDescription('opengear', '25049', /^Opengear (\S+?),/, { firmware: /\bVersion (\S+)/ }),
  // `Samsung ML-2850 Series OS 1.01.15.47`, `Samsung M4080FX; V11.01`
  inDescription('samsung', '236', /^Samsung (.+?)(?: Series)?(?: OS |;|$)/i, { serial: /\bS\/N (\w+)/ }),
  // `Room Alert 12E v3.3.0`
  inDescription('avtech', '20916', /^(.+?) v[\d.]+$/, { firmware: / v([\d.]+)$/ }),
  // `FB9001 FB9000 Abbotscliffe+ (V2.00.218D10 2024-03-12T11:00:58)`
  inDescription('firebrick', '24693', /^(FB\w+)/, { firmware: /\((V\S+)/ }),
  // `DrayTek Corporation, Router Model: Vigor165, Version: r13107`
  inDescription('draytek', '7367', /\bModel: ?([^,]+)/, { firmware: /\bVersion: ?([^,]+)/ }),
  // `Cisco IronPort Model C160, AsyncOS Version: 8.0.1-023, Build Date: ..., Serial #: 0015C5-1`
  inDescription('ironport', '15497', /\bModel:? (\w+)/, {
    serial: /\bSerial #: ?([\w-]+)/,
    firmware: /\bVersion: ?([\w.-]+)/,
  }),
  // `VyOS 1.3.2`
  inDescription('vyos', '44641', /^(VyOS|Vyatta)\b/, { firmware: /^\S+ (\d\S*)/ }),
  // `Isilon OneFS node-1 v7.2.1.0 Isilon OneFS v7.2.1.0 B_7_2_1_014(RELEASE) amd64`
  inDescription('isilon', '12124', /^(Isilon OneFS)\b/, { firmware: / v([\d.]+) / }),
  // `Xirrus XD4-130 WiFi Array`
  inDescription('xirrus', '21013', /^Xirrus (\S+)/),
  // `Peakflow TMS 8.4 Model: TMS-HD1000 Serial: 123`
  inDescription('arbor', '9694', /\bModel: (\S+)/, { serial: /\bSerial: (\w+)/, firmware: /^\D+ (\d[\w.]*)/ }),
]
