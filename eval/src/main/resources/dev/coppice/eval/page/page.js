(() => {
  'use strict';
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // what is folded away must be on paper
  addEventListener('beforeprint', () => {
    for (const fold of document.querySelectorAll('details:not([open])')) {
      fold.open = true;
      addEventListener('afterprint', () => { fold.open = false; }, { once: true });
    }
  });

  // a point tells what it is below its plot
  for (const plot of document.querySelectorAll('.plot')) {
    const readout = plot.querySelector('.readout');
    const tell = event => {
      const point = event.target.closest('a, .dot, .curve');
      const dot = point && (point.matches('a') ? point.querySelector('.dot') : point);
      if (dot && dot.dataset.label) readout.textContent = dot.dataset.label;
    };
    plot.addEventListener('pointerover', tell);
    plot.addEventListener('focusin', tell);
  }

  // two pictures above each other, with a slider between them
  for (const example of document.querySelectorAll('[data-example]')) {
    const pictures = [...example.querySelectorAll('figure')].map(figure => ({
      name: figure.querySelector('figcaption').textContent,
      image: figure.querySelector('img'),
    }));
    if (pictures.length < 2) continue;
    const under = make('img', {}), over = make('img', { className: 'over' }), edge = make('i', {});
    const choose = (label, chosen) => {
      const select = make('select', {}, ...pictures.map((p, i) =>
        make('option', { value: i, textContent: p.name, selected: i === chosen })));
      return [make('label', { textContent: label + ' ' }, select), select];
    };
    const [leftLabel, left] = choose('Left', Math.max(0, pictures.length - 3));
    const [rightLabel, right] = choose('Right', Math.max(1, pictures.length - 2));
    const range = make('input', { type: 'range', min: 0, max: 100, value: 50 });
    range.setAttribute('aria-label', 'Share of the left picture, ' + example.dataset.example);
    const show = () => {
      for (const [image, select] of [[over, left], [under, right]]) {
        const picture = pictures[select.value].image;
        image.src = picture.src;
        image.alt = picture.alt;
      }
      over.style.clipPath = `inset(0 ${100 - range.value}% 0 0)`;
      edge.style.left = range.value + '%';
      range.setAttribute('aria-valuetext',
        `${range.value} % ${pictures[left.value].name}, the rest ${pictures[right.value].name}`);
    };
    for (const control of [left, right, range]) control.addEventListener('input', show);
    const stage = make('div', { className: 'stage' }, under, over, edge);
    stage.addEventListener('pointermove', event => {
      const box = stage.getBoundingClientRect();
      range.value = Math.round(100 * (event.clientX - box.left) / box.width);
      show();
    });
    example.querySelector('.pictures').before(make('div', { className: 'compare' }, stage,
      make('div', { className: 'controls' }, leftLabel, range, rightLabel)));
    show();
  }
})();
