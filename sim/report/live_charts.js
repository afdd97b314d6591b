// SPDX-License-Identifier: Apache-2.0
// Where a script may run, draws the charts of a report page again so that values can be read off under the
// pointer and a span can be drawn out to look closer, all charts of a run together. What is drawn stands in each
// figure's data-series (sim/report/live_chart.cpp); the static picture stays for paper and for pages without script.
(function () {
  'use strict';
  var language = document.documentElement.lang || 'en';

  function two(n) { return (n < 10 ? '0' : '') + n; }
  function make(kind, name, parent) {
    var element = document.createElement(kind);
    if (name) element.className = name;
    if (parent) parent.appendChild(element);
    return element;
  }
  function number(value) {
    var size = Math.abs(value);
    return value.toLocaleString(language, { maximumFractionDigits: size >= 100 ? 0 : size >= 1 ? 1 : 2 });
  }

  // Instants are ms: wall time of the place counted as UTC, or since the start of the run.
  function Clock(data) {
    function time(ms) {
      var date = new Date(ms);
      var hours = data.local ? two(date.getUTCHours()) : String(Math.floor(ms / 3600000));
      var seconds = data.step < 60000 ? ':' + two(date.getUTCSeconds()) : '';
      return hours + ':' + two(date.getUTCMinutes()) + seconds + (data.local ? '' : ' ' + data.hour);
    }
    function day(ms) {
      var date = new Date(ms);
      return two(date.getUTCDate()) + '/' + two(date.getUTCMonth() + 1);
    }
    this.tick = function (date) {
      var ms = +date;
      return data.local && ms % 86400000 === 0 ? day(ms) : time(ms);
    };
    this.span = function (ms) { // the bucket around its middle
      var from = ms - data.step / 2;
      var several = data.local && data.step * data.lines[0].values.length > 86400000;
      return (several ? day(from) + ' ' : '') + time(from) + ' – ' + time(from + data.step);
    };
  }

  // The legend, with what is under the pointer.
  function Readout(parent, data, clock) {
    var box = make('div', 'readout', parent);
    var when = make('span', 'when', box);
    var values = data.lines.map(function (line) {
      var entry = make('span', 'entry', box);
      var swatch = make('i', '', entry);
      swatch.style.borderTopColor = line.colour;
      swatch.style.borderTopStyle = line.dash ? 'dashed' : 'solid';
      entry.appendChild(document.createTextNode(line.name));
      return make('b', '', entry);
    });
    function text(line, i) {
      var value = line.values[i];
      if (value === null) return ' –';
      var low = line.low ? line.low[i] : null;
      return ' ' + number(value) + (low === null ? '' : ' (' + number(low) + ' .. ' + number(line.high[i]) + ')');
    }
    this.show = function (row) {
      when.textContent = clock.span(data.start + (row + 0.5) * data.step);
      data.lines.forEach(function (line, k) { values[k].textContent = text(line, row); });
    };
    this.hint = function () {
      when.textContent = data.hint;
      values.forEach(function (value) { value.textContent = ''; });
    };
    this.hint();
  }

  // Low, value and high where a line has a band; a line without one is its own.
  function rows(data, banded) {
    var out = [];
    for (var i = 0; i < data.lines[0].values.length; ++i) {
      var row = [new Date(data.start + (i + 0.5) * data.step)];
      data.lines.forEach(function (line) {
        var value = line.values[i];
        var low = line.low && line.low[i] !== null ? line.low[i] : value;
        var high = line.high && line.high[i] !== null ? line.high[i] : value;
        row.push(banded ? (value === null ? [NaN, NaN, NaN] : [low, value, high]) : value);
      });
      out.push(row);
    }
    return out;
  }

  function draw(figure) {
    var data = JSON.parse(figure.getAttribute('data-series'));
    var clock = new Clock(data);
    var banded = data.lines.some(function (line) { return line.low; });
    var box = make('div', 'plot', figure);
    make('div', 'title', box).textContent = data.title;
    var readout = new Readout(box, data, clock);
    var canvas = make('div', 'canvas', box);
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', data.title);
    figure.classList.add('on');
    var labels = ['t'];
    var series = {};
    data.lines.forEach(function (line, k) {
      labels.push('line ' + k); // names of stations need not differ
      series['line ' + k] = { strokePattern: line.dash ? line.dash.split(' ').map(Number) : null };
    });
    return new Dygraph(canvas, rows(data, banded), {
      labels: labels,
      series: series,
      colors: data.lines.map(function (line) { return line.colour; }),
      customBars: banded,
      fillGraph: data.filled,
      labelsUTC: true,
      legend: 'never',
      includeZero: true,
      drawGapEdgePoints: true,
      strokeWidth: 1.8,
      highlightCircleSize: 4,
      gridLineColor: '#c9d0d8',
      axisLineColor: '#7b8794',
      axes: {
        x: { axisLabelFormatter: clock.tick },
        y: { axisLabelFormatter: number, axisLabelWidth: 56 }
      },
      plugins: [{
        activate: function () {
          return {
            select: function (event) { readout.show(event.dygraph.lastRow_); },
            deselect: function () { readout.hint(); }
          };
        }
      }]
    });
  }

  // Charts of one run share their time; those of several runs of a page need not.
  Array.prototype.forEach.call(document.querySelectorAll('section'), function (section) {
    var graphs = Array.prototype.map.call(section.querySelectorAll('figure[data-series]'), draw);
    if (graphs.length > 1) Dygraph.synchronize(graphs, { selection: true, zoom: true, range: false });
  });
})();
