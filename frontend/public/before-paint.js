// Runs before the first paint so that a chosen theme or language does not flash the other one.
// A file of its own because the content security policy forbids inline scripts.
(function () {
  try {
    var theme = localStorage.getItem("atalaya.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    var locale = localStorage.getItem("atalaya.locale");
    if (/^(en|es|pt|fr)$/.test(locale || "")) document.documentElement.lang = locale;
  } catch (error) {
    // Storage may be blocked; the system's theme and the browser's language then apply.
  }
})();
