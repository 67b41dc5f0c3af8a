/** Asks again and again, without a fixed wait, until it is so; throws with `what` after a generous time. */
export async function until(
  is: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 20_000,
): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await is())) {
    if (performance.now() > end) {
      throw new Error(`In vain waited for ${what}.`)
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
