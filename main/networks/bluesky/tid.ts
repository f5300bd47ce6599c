const alphabet = '234567abcdefghijklmnopqrstuvwxyz'
export const tidPattern = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/

/**
 * Makes record keys of the kind posts, likes and follows need (https://atproto.com/specs/tid): microseconds since 1970 shifted left by
 * 10 bits, OR a clock id, as 13 sortable characters. Keys of one maker rise, also within a millisecond and when the clock goes back.
 */
export function createTidMaker(random: () => number = Math.random): (nowUtc: number) => string {
  const clockId = BigInt(Math.floor(random() * 1024))
  let lastMicros = 0n
  return nowUtc => {
    const micros = BigInt(nowUtc) * 1000n
    lastMicros = micros > lastMicros ? micros : lastMicros + 1n
    let rest = ((lastMicros & ((1n << 53n) - 1n)) << 10n) | clockId
    let text = ''
    for (let at = 0; at < 13; at++) {
      // The cast to Number: five bits, and the alphabet has 32 characters.
      text = alphabet.charAt(Number(rest & 31n)) + text
      rest >>= 5n
    }
    return text
  }
}
