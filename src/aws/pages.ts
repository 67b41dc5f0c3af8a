// More pages than any account has: an answer that repeats its token must not loop for ever.
const MAX_PAGES = 200

/** What all pages of a list hold, in order. */
export async function allPages<P extends { nextToken?: string | undefined }, T>(
  page: (nextToken: string | undefined) => Promise<P>,
  itemsOf: (page: P) => T[] | undefined,
): Promise<T[]> {
  const found: T[] = []
  let token: string | undefined
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const read = await page(token)
    found.push(...(itemsOf(read) ?? []))
    const { nextToken } = read
    if (nextToken === undefined || nextToken === '' || nextToken === token) {
      return found
    }
    token = nextToken
  }
  return found
}
