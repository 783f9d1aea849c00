import { captureText, runProbe } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { linuxEnvironment } from './linux.ts'

describe('linuxEnvironment', () => {
  const capture = captureText({ env: { LANG: 'C', http_proxy: 'http://me:secret@proxy.example.org:3128/' } })

  it('tells of each variable, and hides passwords in values', async () => {
    const { patches } = await runProbe(linuxEnvironment, capture)
    expect(patches).toEqual([
      {
        from: 'environment',
        content: {
          ENVS: [
            { KEY: 'LANG', VAL: 'C' },
            { KEY: 'http_proxy', VAL: 'http://me:<redacted>@proxy.example.org:3128/' },
          ],
        },
      },
    ])
  })

  it('shows them only when told to', async () => {
    const { patches } = await runProbe(linuxEnvironment, capture, { probe: { maskSecrets: false } })
    expect(patches[0]?.content.ENVS?.[1]?.VAL).toBe('http://me:secret@proxy.example.org:3128/')
  })

  it('has nothing to say where there is none', async () => {
    expect((await runProbe(linuxEnvironment, captureText())).patches).toEqual([])
  })
})
