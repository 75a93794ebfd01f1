// The colour scheme that was chosen, or that of the system, before anything is drawn. A file of its own, because the page
// allows no inline script; a classic one in front of everything, because it has to come before the first paint.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("mantine-color-scheme-value");
  } catch {}
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
