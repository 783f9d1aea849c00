import { captureText, runProbe } from '@fusioninventory/testkit'
import { expect, it } from 'vitest'
import { linuxDatabases } from './linux.ts'

const sqlcmd = (statement: string): string =>
  `sqlcmd -X1 -t 30 -K ReadOnly -r1 -W -h -1 -s ';' -Q "${statement.replaceAll('"', '\\"')}"`

it('SQL Server, with databases whose names need brackets', async () => {
  const commands = {
    sqlcmd: '',
    [sqlcmd("SELECT SERVERPROPERTY('productversion')")]: '16.0.4105.2\n\n(1 rows affected)\n',
    [sqlcmd('SELECT @@version')]: 'Microsoft SQL Server 2022 (RTM-CU11) - 16.0.4105.2 (X64)\n',
    [sqlcmd('SELECT sqlserver_start_time FROM sys.dm_os_sys_info')]: '2026-02-03 04:05:06.070\n',
    [sqlcmd('SELECT name,create_date,state FROM sys.databases')]:
      'shop;2025-01-02 03:04:05.000;0\nold-shop;2024-01-02 03:04:05.000;6\n',
    [sqlcmd('USE shop ; EXEC sp_spaceused')]: 'shop;24.00 MB;1.50 MB\n',
    [sqlcmd('USE shop ; SELECT TOP(1) modify_date FROM sys.objects ORDER BY modify_date DESC')]:
      '2026-01-01 10:00:00.000\n',
    [sqlcmd('USE [old-shop] ; EXEC sp_spaceused')]: 'old-shop;8.00 MB;0.50 MB\n',
  }
  const { patches } = await runProbe(linuxDatabases, captureText({ commands }), { probe: { databases: [{}] } })
  expect(patches.flatMap(({ content }) => content.DATABASES_SERVICES ?? [])).toMatchObject([
    {
      TYPE: 'mssql',
      NAME: 'SQL Server 2022',
      MANUFACTURER: 'Microsoft',
      VERSION: '16.0.4105.2',
      PORT: 1433,
      LAST_BOOT_DATE: '2026-02-03 04:05:06',
      DATABASES: [
        { NAME: 'shop', IS_ACTIVE: true, CREATION_DATE: '2025-01-02 03:04:05', UPDATE_DATE: '2026-01-01 10:00:00' },
        { NAME: 'old-shop', IS_ACTIVE: false },
      ],
    },
  ])
})
