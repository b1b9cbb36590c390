// Opened from a folder (file://), where browsers load no modules: asks for the same code as one classic script.
if (location.protocol === "file:") {
  const script = document.createElement("script");
  script.src = document.currentScript.src.replace(/[^/]*$/, "folder/portal.js");
  document.head.append(script);
}
