// What maps need from the browser. Runs once in a browser tab, before the first chart is drawn.
//
// Streamlit would make a new map of every change of its data, which takes a second and blinks. So
// it draws the bare ground, and the data are put into the chart here: as it is first drawn, and
// whenever they change. Shows the whole of a map's bounds at any size, and keeps the reader's own
// view as long as the tab lives, by the key of the chart. A finger that means to scroll the page
// scrolls it: two fingers move a map.
(() => {
  if (window.corridorWatchSent) return;

  const PADDING = 14;
  // How plotly names the layers of a trace.
  const TRACE = "plotly-trace-layer";
  // Milliseconds after which a map is painted though a part of it is missing.
  const PATIENCE = 3000;
  // Milliseconds that a map which could be painted waits for shorter work to be done first.
  const IDLE = 300;
  // Safari has none.
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  const views = new Map();
  const known = new WeakSet();
  // What brings each map to the view that it should show, by the key of the chart.
  const shows = new Map();
  // What the server sent for each map, by the key of the chart.
  const sent = (window.corridorWatchSent = new Map());
  const read = new WeakSet();
  const held = new WeakSet();
  const waiting = new WeakSet();
  let printing = false;
  addEventListener("beforeprint", () => (printing = true));
  addEventListener("afterprint", () => (printing = false));

  // The key of the chart that an element is part of, if the server sent data for that chart.
  function keyOf(element) {
    const chart = element.closest('[class*="st-key-"]');
    return [...(chart?.classList ?? [])].find((name) => sent.has(name));
  }

  // Streamlit draws its figures one after the other, those too that meanwhile are out of date, and
  // takes over what each has left on the plot: two of them would change places for ever. So the plot
  // holds the newest data whatever figure is drawn on it. plotly deletes what it finds on an element
  // before it draws there for the first time, but not what the element inherits.
  function hold(element) {
    const key = keyOf(element);
    if (!key || held.has(element)) return;
    held.add(element);
    let drawn = element.data;
    delete element.data;
    const data = {
      set: (data) => (drawn = data),
      get: () => {
        const news = sent.get(key);
        if (!drawn?.length || drawn[0].meta === news.number) return drawn;
        return (news.data ??= [{ ...drawn[0], meta: news.number }, ...news.traces]);
      },
    };
    Object.setPrototypeOf(element, Object.create(Object.getPrototypeOf(element), { data }));
  }

  function fill(plot) {
    const key = keyOf(plot);
    if (!key || !plot._fullLayout?.map) return;
    const { number, alt } = sent.get(key);
    plot.closest('[role="figure"]').setAttribute("aria-label", alt);
    // The first trace, which holds the bounds, tells which data the others are.
    if (plot._fullData[0].meta === number || waiting.has(plot)) return;
    // Streamlit's chart takes over what its figure holds, and has plotly draw it.
    plot.emit("plotly_redraw");
    // It does not listen before it has drawn for the first time.
    waiting.add(plot);
    setTimeout(() => {
      waiting.delete(plot);
      if (plot.isConnected) fill(plot);
    }, 50);
  }

  // Streamlit has plotly draw a figure again where nothing has changed, too. plotly would take every
  // mark off the map and put it back with its data.
  function keepMarks(subplot) {
    const { updateData } = subplot;
    let drawn = [];
    subplot.updateData = (traces) => {
      const same = ([{ trace }], at) =>
        trace._input === drawn[at]?.[0].trace._input && trace.uid in subplot.traceHash;
      if (traces.length === drawn.length && traces.every(same))
        for (const [at, points] of traces.entries()) {
          // What plotly notes on them as it draws, it looks for as the reader points at them.
          takeOver(points[0].trace, drawn[at][0].trace);
          for (const [number, point] of points.entries()) takeOver(point, drawn[at][number]);
        }
      else updateData.call(subplot, traces);
      drawn = traces;
    };
  }

  function takeOver(now, before) {
    for (const name of Object.keys(before)) if (!(name in now)) now[name] = before[name];
  }

  // MapLibre paints a map over and over while its parts arrive, half of them blank, which on a
  // machine without a graphics card takes most of a visit. It is painted once they are there, once
  // the reader is within a screen of it, and once nothing shorter is left to be done.
  function wait(map) {
    const { painter } = map;
    const until = performance.now() + PATIENCE;
    let near = false;
    const seen = new IntersectionObserver(
      (changes) => {
        if (!changes.some((change) => change.isIntersecting)) return;
        near = true;
        map.triggerRepaint();
      },
      { root: map.getContainer().closest('[data-testid="stMain"]'), rootMargin: "100%" },
    );
    seen.observe(map.getContainer());
    const release = () => {
      delete painter.render;
      map.triggerRepaint();
    };
    painter.render = (style, options) => {
      // By it the parts that arrive find their layers.
      painter.style = style;
      if (printing) {
        delete painter.render;
        painter.render(style, options);
        return;
      }
      const traced = map.getLayersOrder().some((id) => id.startsWith(TRACE));
      const whole = map.loaded() && !map._placementDirty && traced;
      if (!near || !(whole || performance.now() > until)) return;
      seen.disconnect();
      near = false;
      whenIdle(release, { timeout: IDLE });
    };
  }

  function attach(plot) {
    const subplot = plot._fullLayout?.map?._subplot;
    const map = subplot?.map;
    const chart = plot.closest('[class*="st-key-"]');
    if (!map || !chart || known.has(map)) return;
    known.add(map);
    const key = [...chart.classList].find((name) => name.startsWith("st-key-"));

    // The first trace of every map holds two corners of its bounds; the server may send others.
    const { lon, lat } = plot._fullData[0];
    const corners = [lon[0], lat[0], lon[1], lat[1]];
    const whole = () => {
      const [west, south, east, north] = sent.get(key)?.bounds ?? corners;
      return map.cameraForBounds([[west, south], [east, north]], { padding: PADDING });
    };

    const view = () => ({ center: map.getCenter(), zoom: map.getZoom() });
    const same = (one, two) =>
      one.center.distanceTo(two.center) < 1000 && Math.abs(one.zoom - two.zoom) < 0.01;

    let shown;
    let ours = false;
    const show = () => {
      ours = true;
      // plotly keeps a move only if an event of the reader's is behind it.
      map.jumpTo(views.get(key) ?? whole(), { originalEvent: { type: "view" } });
      ours = false;
      shown = view();
    };
    const remember = () => {
      if (same(view(), whole())) views.delete(key);
      else views.set(key, view());
    };

    // From above there is no sky to be drawn.
    map.painter.drawFunctions = { ...map.painter.drawFunctions, sky() {} };
    wait(map);
    keepMarks(subplot);
    // Names that fade in keep a map being drawn for a third of a second longer.
    map._fadeDuration = 0;
    map.cooperativeGestures.enable();
    if (matchMedia("(pointer: fine)").matches) {
      // A wheel that merely passes over the map needs no advice laid over it.
      map.getContainer().querySelector(".maplibregl-cooperative-gesture-screen").style.display = "none";
    }
    show();
    shows.set(key, show);
    map.on("resize", () => {
      // plotly announces a resize with every change, a zoom by the reader too.
      if (!views.has(key) && same(view(), shown)) show();
    });
    map.on("styledata", () => {
      // plotly lets marks of text be hidden by the names of towns, and a project must not be.
      for (const id of map.getLayersOrder())
        if (id.startsWith(TRACE) && map.getLayer(id).type === "symbol")
          for (const rule of ["text-allow-overlap", "text-ignore-placement"])
            if (!map.getLayoutProperty(id, rule)) map.setLayoutProperty(id, rule, true);
    });
    map.on("idle", () => {
      // Where plotly's "Reset view" leads.
      const { center, zoom } = whole();
      subplot.viewInitial = { center: { lon: center.lng, lat: center.lat }, zoom };
    });
    map.on("wheel", ({ originalEvent }) => {
      // plotly would wait for the end of a zoom that such a wheel does not start.
      if (!originalEvent.ctrlKey && !originalEvent.metaKey) subplot.wheeling = false;
    });
    // plotly would wait with its marks until the ground is there.
    map.once("style.load", () => map.fire("load"));
    map.once("load", () => {
      show();
      plot.on("plotly_relayout", (change) => {
        const moved = Object.keys(change).some((name) => /^map\.(zoom|center)/.test(name));
        if (moved && !ours) remember();
      });
    });
  }

  // What the server sends for a map stands on an element without a picture.
  function receive(element) {
    const { map, traces, bounds: place } = element.dataset;
    const alt = element.textContent;
    const bounds = JSON.parse(place);
    const before = sent.get(map);
    if (before?.text === traces) {
      Object.assign(before, { alt, place, bounds });
    } else {
      const number = (before?.number ?? 0) + 1;
      sent.set(map, { text: traces, alt, place, bounds, number, traces: JSON.parse(traces).data });
    }
    if (before?.place !== place) shows.get(map)?.();
  }

  function look() {
    for (const element of document.querySelectorAll("[data-map]"))
      if (!read.has(element)) {
        read.add(element);
        receive(element);
      }
    for (const plot of document.querySelectorAll('[data-testid="stPlotlyChart"] > div')) {
      hold(plot);
      attach(plot);
      fill(plot);
    }
  }

  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
})();
