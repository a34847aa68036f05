// The preview's own script (python build.py serve): reloads the page when it has changed and lists
// the problems over it, in a panel that folds. It is never part of a published site.
(() => {
  const page = document.currentScript.dataset.page; // the digest of this page
  const panel = document.createElement("details");
  const title = document.createElement("summary");
  const list = document.createElement("div");
  panel.style.cssText =
    "position:fixed;inset:auto 0 0 0;margin:0;background:#211F1B;color:#FBFAF6;z-index:99;" +
    "font:14px/1.6 ui-monospace,Menlo,Consolas,monospace";
  title.style.cssText = "padding:.6rem 1.2rem;cursor:pointer";
  list.style.cssText =
    "max-height:40vh;overflow:auto;padding:0 1.2rem .8rem;white-space:pre-wrap";
  panel.setAttribute("role", "status");
  panel.append(title, list);
  panel.open = sessionStorage.getItem("preview-folded") === null;
  panel.addEventListener("toggle", () => {
    if (panel.open) sessionStorage.removeItem("preview-folded");
    else sessionStorage.setItem("preview-folded", "");
  });
  let number = -1;
  const show = (news) => {
    title.textContent = news.title;
    list.textContent = news.report;
    if (news.report) document.body.append(panel);
    else panel.remove();
  };
  const wait = async () => {
    for (;;) {
      try {
        const asked = `/.preview/state?${number}&${page}&${location.pathname}`;
        const answer = await (await fetch(asked)).json();
        if (answer.stale) location.reload();
        number = answer.number;
        show(answer);
      } catch {
        await new Promise((done) => setTimeout(done, 1000));
      }
    }
  };
  wait();
})();
