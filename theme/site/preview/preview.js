// The preview's own script (python build.py serve): reloads the page after a build and lists the
// problems over it. It is never part of a published site.
(() => {
  const panel = document.createElement("aside");
  panel.style.cssText =
    "position:fixed;inset:auto 0 0 0;max-height:40vh;overflow:auto;margin:0;padding:.8rem 1.2rem;" +
    "background:#211F1B;color:#FBFAF6;font:14px/1.6 ui-monospace,Menlo,Consolas,monospace;" +
    "white-space:pre-wrap;z-index:99";
  panel.setAttribute("role", "status");
  let number = -1;
  const show = (report) => {
    panel.textContent = report;
    if (report) document.body.append(panel);
    else panel.remove();
  };
  const wait = async () => {
    for (;;) {
      try {
        const answer = await (await fetch(`/.preview/state?${number}`)).json();
        if (number !== -1 && answer.number !== number) location.reload();
        number = answer.number;
        show(answer.report);
      } catch {
        await new Promise((done) => setTimeout(done, 1000));
      }
    }
  };
  wait();
})();
