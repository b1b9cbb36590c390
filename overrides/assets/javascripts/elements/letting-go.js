// For a site that is built without a service worker: browsers let go of an old one, and of what it kept.
// Touches nothing of other sites on the same host, and nothing of the learner's record.
// @ts-check

/** @param {string} root address of the site */
export async function letGo(root) {
  const registration = await navigator.serviceWorker.getRegistration(root);
  if (!registration || registration.scope !== root) return;
  await registration.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith(`portal-offline|${new URL(root).pathname}|`));
  await Promise.all(names.map((name) => caches.delete(name)));
}
