import fc from 'fast-check'

/** Property tests try the same inputs every time; `FC_SEED=random` or a number looks further. */
const asked = process.env.FC_SEED
fc.configureGlobal({
  seed: asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? 20_261_122),
})
