// The one name of core/keys.js that every page needs, also where nothing is stored.
// @ts-check

export const PROFILE_PREFIX = "portal-profile:";
