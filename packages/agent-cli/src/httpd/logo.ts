/** A list under a magnifying glass, 96 and 32 pixels; PNG. */
const large =
  'iVBORw0KGgoAAAANSUhEUgAAAGAAAABgCAYAAADimHc4AAAJcElEQVR42u1dC1QU1xn+Z/aFi+GlRBBRFF8YUUxSiNgitseYRI01GtQDGk+tJU' +
  'kbExKTY7RNk2OTNlqtTW2OJ/HRNgoJD48mNpIGFXLUBEyBYgwgCsRo2AWEXWR3WWD39t7BGB/szD5mZwf2fucsuzAz9zLft///3/v/9+4qwV08' +
  'nhs+RMPOYRGTiBgUCwhiGICxwDDBMJiBkBEBNAAwDfh+6+0MKrNY7UWQl9bmTnOMKydrMwoiMdHPMIAWYKLjgeIHXQDK8Y+PMaNvm/cvaRJVAE' +
  'I8g+AlBCiTYZghlG4+A0EWhoFdCJitzgjBUOK9K4TJpnkDcha2OjqPddjCr75U4VZewRI9R8l3w7dznDFZWta6mePSJQt4PDdMq2E/YoBJplSK' +
  'ER/QabPVvrC/QH2nBaSeUGrViiOUfBGtAXOp1SgOE24FBdBGte3EvmsmpU1sEeDHhFteAbTp+U9i8jMpXd6KC5BJOO43BgSuODwCKXoasbkEUK' +
  'q8PDrqto8z5aXpbrEAxPa+RsmXaHSkYTfcYgEBK3PHsna2Dh9UUIqktQLOAjD5v6fkS2sFSK14lbxWXjeDBygtUo+KUCr3rF6RP1mlYKopJdKj' +
  'x4bilCoWfk6p8A0I99gFMQmUCp85ogQldkYRlAifBYIIFiGIoUz4bDwaQS3At4hQ4iGohvLgswlBMEtZ8C2oAFQAKgAFFcB/ofRGo/PvjYSsBR' +
  'MhLioIgrUqn9yY0dwD1Vc6YOuHtfBJpU6+A6HAjAIkZoMPJURA/gvyquc/9udT8J//6f3DBa1/dJLsbvKlRZP9xwVNjZbf2tyJkXf5jwDdvXYa' +
  'WX3pgmq/uya7m5Tj/+Q1AbZ9VCu7m9xyuEa2AijU05a9KmaDF3SdUN7QDmPCAyEID0E1Kt9MNdpNPVDZaIBn91XAp1V62Qog+jCUgs6EqQAUVI' +
  'ABA+VgvbGp0UEwLyES5ky9G+4O0kDYUDVEhPQtfdUZuqCtsxuaO6xw/KyeyxWdu9xBg7AYyJwbC88+MgFGD9e6dN03LWbYfqQW9hxvoAK4g9lT' +
  'wmH7EwkwaaRnaYdqbAlZ/6yEkzWtVACnghgD8Kf06fD0vFhR233raB1syjkLyMvsDOgYQGoNuc/PhFmThove9rqHJ0B8dDCs/FspGMw9dBR0O0' +
  'Iw+SWvzfEK+d+DBPATuI8QLxaVBkxF7OYK1zE8cilYnwzjI4Z6XegJuI+8F5Jh3h9KwO4FdzQgK2KfVbdASly4pBb3j+IG+M2eCvlbgBQVMVfI' +
  '/3d5E5ccJIm5CvxMMGNsKMyICeGeibU6g9WpY+Fg6RU4/lWzvC1A9+6jMDTA97G9odkET+wsxeQbeM9LGh8G+36d6NS84dy3RkjaeEzeQVgOFb' +
  'G9Jxog8eUiQfIJSi+0wY82fAr7TghPwO7Bo6LlydHyFsDX1ad3iuph3d4KsHTbnL7GZLXBM/ia3cfqBc998sHx8hbAlxWxen0nvJxd5fb1G/HE' +
  '61Krmfec+2NDYdhQtXwFKKzUwdJtp6G0rg06LL2itWu28r+j7XiMuGpnGVh77B718Yu3y8g+Xt7zFt4/Ut7zACJCocir0XatvQ8yUsY4PP4FFp' +
  'yMdDwFaefMxXZIxMHZEe4bF4qHpY3+NRMeGcb/mVFnLraJ1hexXj5EhWlF62vACBAlIEDZhaui9SXUltCbwecuyBuIHsZ/0yerWyW0AD8UAAl8' +
  'wKNCwYjWV6+dP5CrROxrwLggvaGL9/i0MSGi9TVdoC290ep/AjR3CAgwWrxFwdNj+AXQGSz+54L0BqtsLEAnYI2D0gL+W88fGBfcGylKfSB2RC' +
  'A8nMC/d728vt3/BMj/4jLv8QC1ArLXJXkUIMm17z83k2uLDwWll+XtgjypiDna20VyNGTtzj2jghxeOyU6GDYvj4cNB9zLB/0xfRrE8bRPUPWN' +
  'ES5fFS8GiL46mlTE8p5PhlHDtBCgcv1T0Mg15NplydHwJXY7F/WmG8dIqluogEJSCGSiVPx1M/lAJKf6JPWLHasTYM1Pxwme+7sPvoKzl4zydU' +
  'FiVsRu39v13meNUNcknO5enRoD5W/OhQcmhAme+5PJw6Fiy1xYNTtG8FximdknL4nKl6z3iN2+t4skKV/cXwWHXpwleC2xoqJXUjFp1+BkTQuc' +
  'qmnlFluplSwWZhjMwsSTx2QXFnLtOHJedHc94PaIFVXpuQI5qdE6g7iou7jH2p+N87jvzSviuaTf+aZO+bogMStijtoiFa/Pz18FqUEW+RZums' +
  '0tVZGtAGJWxBzt7SLrc9K2n4b6mwK0ZCIEa+CT34onguz2iDm7t6urxw45OCAmYz9O/L2UCMSjpseSRsHH5U3cMndPMOAX5ypYBnaumQErU2Ik' +
  '77vZaOVWzNXpOuXjgqSGDfujp94th8VbT0GNCPHnazzZe3p3OUeuFO5o0G3Q+CUe7WTNn4hdoGtuqbHFhGNOLfyrpJH7nZBauCkFRoQIf6A8WX' +
  '237C+fUwFuRvzoYG5WnjIlHEYEB9zYokRih8HUzfluvbELis+1QGFFU79blIgI5B1O3ul8IPOTuKyjbqUo6D5hATgrwpSsQsE1RYMyBngbJMA+' +
  '9HoJt6HPESoaDG6R3ycAQkZKMz/IzHfe5pJ+A3PrtW63/T/hnliAjlLsnCUkbSyCQ2euQK8NcQ/ymizs/a7d7fS0jsSAYvxiNqXYeYQH9cWDlg' +
  '6Pi/MlSkDYAhhKqisQgfjrLgjId8igSkqpr4AqWTwsPkSJ8A0I92x3ztIaHI1rKR1Sv/lRLeG+bx7AQCFlRFrYmT7Pwwlg61XsQIC6KC0Svfkx' +
  '1xarfdsNAbreX9yIAP5KqZFKAMx1XlrLLakIC9K+QWfFkvj+Dota9foPqYjvceCRDuyXnqIMed33r4W9i67dKQCxgv1Lc+yA3qQ0eYl8zC3mOP' +
  'fmv/UzB0ZMYPrBYnwkhVImpudBR80HlszHlN+S/u8nHc0gU7dtKY7UlyhtYpEP35pBu/x28h0IgIEjtFkbMx6rtovS5/GIZ7c5cEwsibH9HRdM' +
  'w2kzCjKxhH+n3zfsssuxYW+eac5esofvPKfyoJqMw5MU0Lset7oKC6Gm9PJOsnrwj/dsjGqLdf8iwRSPS4noIekFoxhAG/BVa+j3z99BvAmT+Y' +
  '4dMdstB5Y4vYPD7UrAkBUHZ7IsSkMMSsRihOJ/IBT/OWSwC3M9ZWPA4dSAGGjDAfYUIEW+JXtxmTvt/R8+q6n0SiFtOgAAAABJRU5ErkJggg=='
const small =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAADNUlEQVR42sVXbUhTURh+zt2Wa/Pb2ciPzI8chplUzECKpIiILBGjL+1HZRRFlu' +
  'yP1J+Kiv4kYWFU5I+y/mhGBGHfSKSmiaYUiE7Dlfg91jbn3HY7986JkhubXLcHtnvPPYfzPue873PO+4oxB9LDNUkighKWYBNAMgkggwBgATP9' +
  'bycsWu0sblueFmhdfcT1IiusPQGWLSeEBGMJwbKskT5KzNUFj2YJyI7UnKKGK+FHUCKnKYl7JOhAXbJIYu8gIHK/EgBrgk2SyogkjiJ/G3duPb' +
  'Uptp0UUx9sQ6DAYjNDnZEZKPt08ZliEBKGwDFQij31JynliI1c7tVc/cNmDIyZfebglkB6fCiaru/wabIMTT20QyZhCDhYP3lBXljr1tTqaDni' +
  'Fd65oG/YBN3YpHAu4P06YuJ/3iJ1pfMU7x40CkPAG4TLJLh2aB32qWP5dw568zSeN+tw6VknDJO2xbvAkwq4qFeGB6FWk42o4GULjhkxTGH/rS' +
  '9o7Z3wnYA3KtCNTyKOEuRWWfWxDy094/x39ZpIHMtJRLBUzKtCXfYWlmmH8CrgjHPjdl79hK4Bw+z3Fy2/UdOoQ8OVHH4XL+xR4UbdT98I/NAZ' +
  'kF5a71YFnN83JEbg+y/9POMutPVN8HOsjQvFljQFJSCwCpKVzoj3JL2BUTNPID3e/WnPLDb6R/9a+WekmwDkEDHTN260Lk6GC6nAdeZ39OvpLs' +
  'iRkRCG6NAgPuLnQhkuRcaqsFl3CHoXcGd+5Zse5GfF8pH+5FwWjt75iiG9ZdZ4w+UcSJeJ+Pb9d1rh74LG7jE8eK9F8fYkZKsU6K3Y7Xbs2V0p' +
  'vETtC0zq810w98xnaEZRmqtCWV4agiTzw4nTvdFigyLEGQcvW/+gqKL5PxIeCXiLhGgZcjfGQJ0SBavdgTbtOF59G4TFasfri1uhignhx+29+R' +
  'kfuoaFJ+AJK2iAVp1RU5eyOFjeCNOUfT4BWWFNE81QswKTk7LNNCkl7QFMSpsYG0R3+SLB/6s3TRPmIWOtzuukLU0A9l9jfZzfxWuHq9ForXZ8' +
  'pnBc6prQSKO+mLM5rzp2lecMIedBWDVtrqfBKV3q8vwfcVxTnng6Z08AAAAASUVORK5CYII='

export const logo = new Uint8Array(Buffer.from(large, 'base64'))

/** One picture, as the ICO format has it: ICONDIR, ICONDIRENTRY, then the PNG itself. */
function icon(png: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(22))
  const shorts = [0, 1, 1, (size << 8) | size, 0, 1, 32]
  for (const [at, value] of shorts.entries()) head.setUint16(at * 2, value, true)
  head.setUint32(14, png.length, true)
  head.setUint32(18, 22, true)
  return new Uint8Array(Buffer.concat([new Uint8Array(head.buffer), png]))
}

export const favicon = icon(Buffer.from(small, 'base64'), 32)
