export function sdkRegions(): string[]
