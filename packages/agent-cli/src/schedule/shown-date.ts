/** `Thu Nov 26 08:00:00 2026`, local time; of epoch seconds. */
export const shownDate = (date: number): string => {
  const [day = '', month = '', number = '', year = '', time = ''] = new Date(date * 1000).toString().split(' ')
  return `${day} ${month} ${number.replace(/^0/, ' ')} ${time} ${year}`
}
