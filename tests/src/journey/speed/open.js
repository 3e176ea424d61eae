// Follows a link within the app once the page before has all that it asked for, and waits until
// what shows the page is there and painted: a frame was begun after it came, and is done.
const [path, shows, takes, patience, done] = arguments;
const open = () => {
  if (window.durbarSpeed.waits()) return setTimeout(open, 5);
  const link = document.createElement('a');
  link.href = path;
  document.body.append(link);
  window.durbarSpeed.begin(takes);
  const start = performance.now();
  const there = () => location.pathname + location.search === path
    && !document.querySelector('.page.held') && document.querySelector(shows);
  const painted = () => requestAnimationFrame(() => {
    const task = new MessageChannel();
    task.port1.onmessage = () => { link.remove(); done(performance.now() - start); };
    task.port2.postMessage(0);
  });
  const late = setTimeout(() => { watch.disconnect(); link.remove(); done(null); }, patience);
  const watch = new MutationObserver(() => {
    if (!there()) return;
    clearTimeout(late);
    watch.disconnect();
    painted();
  });
  watch.observe(document, {
    childList: true, subtree: true, attributes: true, characterData: true,
  });
  link.click();
};
open();
