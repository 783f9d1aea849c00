/** Which numbers of a search are done: a bit each, so that millions cost little. */
export class Done {
  #bits = new Uint8Array(1024)
  #count = 0

  get count(): number {
    return this.#count
  }

  has(index: number): boolean {
    return ((this.#bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0
  }

  add(index: number): void {
    if (this.has(index)) return
    const byte = index >> 3
    if (byte >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2))
      grown.set(this.#bits)
      this.#bits = grown
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (index & 7))
    this.#count++
  }
}
