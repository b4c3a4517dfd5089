/** Where the service is: these files come from it, whatever page they run on. */

export const SERVER = new URL(import.meta.url).origin;
const isHome = globalThis.location?.origin === SERVER;

/** The address of one of the service's pages or endpoints; on its own pages it stays a path. */
export function at(path) {
  return isHome ? path : SERVER + path;
}
