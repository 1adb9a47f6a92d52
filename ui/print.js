// What a printed page needs from the browser. Runs once in a browser tab.
//
// Paper keeps no WebGL, and the charts are drawn for the width of the window: nothing draws them
// anew before the browser prints.
(() => {
  if (window.corridorWatchPrints) return;
  window.corridorWatchPrints = true;

  const SHARPER = 2;

  // Printing does not wait for an image to load, so the picture is a canvas.
  function picture(map) {
    const ratio = map.getPixelRatio();
    map.setPixelRatio(SHARPER * ratio);
    // WebGL forgets what it has drawn when the task ends.
    map.redraw();
    const drawn = map.getCanvas();
    const taken = document.createElement("canvas");
    taken.className = "printed-map";
    [taken.width, taken.height] = [drawn.width, drawn.height];
    taken.getContext("2d").drawImage(drawn, 0, 0);
    map.setPixelRatio(ratio);
    map.getContainer().after(taken);
  }

  addEventListener("beforeprint", () => {
    for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg"))
      svg.setAttribute("viewBox", `0 0 ${svg.width.baseVal.value} ${svg.height.baseVal.value}`);
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      const map = plot._fullLayout?.map?._subplot?.map;
      if (map) picture(map);
    }
  });

  addEventListener("afterprint", () => {
    // plotly sets no viewBox of its own, and at the next width this one would be wrong.
    for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg"))
      svg.removeAttribute("viewBox");
    for (const taken of document.querySelectorAll(".printed-map")) taken.remove();
  });
})();
