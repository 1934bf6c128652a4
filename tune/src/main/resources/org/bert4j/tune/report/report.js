// Draws the page from `data`. One function a chart.
const figure = data.objectives[0].figure;
const last = trial => trial.reports[trial.reports.length - 1];
const scored = data.trials.filter(trial => trial.reports.length > 0);
const score = trial => last(trial).values[0];
const larger = data.objectives[0].direction === 'LARGER';
const digits = value => Math.abs(value) > 1 ? value.toFixed(2) : value.toFixed(4);
const words = options => Object.entries(options).map(([name, value]) => `${name}=${value}`).join('<br>');
const about = trial => `trial ${trial.number}, ${trial.state.toLowerCase()}, ${Math.round(100 * last(trial).share)} %<br>`
    + `${figure} ${digits(score(trial))}<br>${words(trial.options)}`;

function chart(id, option) {
    const drawn = echarts.init(document.getElementById(id));
    drawn.setOption({ animation: false, ...option });
    addEventListener('resize', () => drawn.resize());
}

function head() {
    document.getElementById('title').textContent = `Search "${data.study}": ${data.task}`;
    const complete = data.trials.filter(trial => trial.state === 'COMPLETE').length;
    document.getElementById('summary').textContent =
        `${data.trials.length} trials by ${data.sampler.toLowerCase()}, scheduler ${data.scheduler.toLowerCase()}, `
        + `${complete} trained to the end.`
        + (data.best === undefined ? '' : ` Best: trial ${data.best}, ${figure} ${digits(score(byNumber(data.best)))}.`);
    document.getElementById('command').textContent = data.command || 'No trial has a score yet.';
}

const byNumber = number => data.trials.find(trial => trial.number === number);

function history() {
    let best;
    const bests = scored.map(trial => {
        const value = score(trial);
        best = best === undefined || (larger ? value > best : value < best) ? value : best;
        return [trial.number, best];
    });
    chart('history', {
        tooltip: { formatter: point => point.data.trial ? about(byNumber(point.data.trial.number)) : '' },
        legend: {},
        xAxis: { name: 'trial', minInterval: 1 },
        yAxis: { name: figure, scale: true },
        series: [
            points('trained to the end', scored.filter(trial => trial.state === 'COMPLETE'), '#2a6f97'),
            points('ended early', scored.filter(trial => trial.state !== 'COMPLETE'), '#bbb'),
            { name: 'best so far', type: 'line', step: 'end', symbol: 'none', color: '#2d936c', data: bests }
        ]
    });
}

function points(name, trials, color) {
    return {
        name, type: 'scatter', color,
        data: trials.map(trial => ({ value: [trial.number, score(trial)], trial: { number: trial.number } }))
    };
}

const axisType = option => option.values ? 'category' : option.log ? 'log' : 'value';
const place = (option, trial) => option.values ? trial.options[option.name] : Number(trial.options[option.name]);

function parallel() {
    const axes = data.options.map((option, dim) => ({
        dim, name: option.name, type: axisType(option), data: option.values, scale: true
    }));
    axes.push({ dim: axes.length, name: figure, scale: true });
    const values = scored.map(score);
    chart('parallel', {
        parallelAxis: axes,
        parallel: { left: 60, right: 120 },
        visualMap: {
            min: Math.min(...values), max: Math.max(...values), dimension: axes.length - 1, right: 0, precision: 4,
            inRange: { color: larger ? ['#ddd', '#9ecae1', '#084594'] : ['#084594', '#9ecae1', '#ddd'] }
        },
        series: [{
            type: 'parallel', lineStyle: { width: 2, opacity: .8 },
            data: scored.map(trial => [...data.options.map(option =>
                trial.options[option.name] === undefined ? '-' : place(option, trial)), score(trial)])
        }]
    });
}

function importance() {
    const shares = Object.entries(data.importance).sort((a, b) => a[1] - b[1]);
    document.getElementById('importance-note').textContent = shares.length === 0
        ? 'Too few trials, or equal scores.'
        : 'Share of the variance of the scores that an option explains by itself (fANOVA, Hutter et al. 2014), '
            + `at ${Math.round(100 * data.comparedShare)} % of the run.`;
    chart('importance', {
        grid: { left: 160 },
        xAxis: { min: 0, max: 1, axisLabel: { formatter: value => `${Math.round(100 * value)} %` } },
        yAxis: { type: 'category', data: shares.map(share => share[0]) },
        series: [{
            type: 'bar', color: '#2a6f97', barMaxWidth: 30, data: shares.map(share => share[1]),
            label: { show: true, position: 'right', formatter: bar => `${Math.round(100 * bar.value)} %` }
        }]
    });
}

function slices() {
    data.options.forEach((option, i) => {
        const part = document.createElement('div');
        part.id = `slice-${i}`;
        part.className = 'half';
        document.getElementById('slices').append(part);
        const shown = scored.filter(trial => trial.options[option.name] !== undefined);
        chart(part.id, {
            tooltip: { formatter: point => about(byNumber(point.data.number)) },
            grid: { left: 70 },
            xAxis: { name: option.name, nameLocation: 'middle', nameGap: 28, type: axisType(option), data: option.values, scale: true },
            yAxis: { name: figure, scale: true },
            series: [{
                type: 'scatter',
                data: shown.map(trial => ({
                    value: [place(option, trial), score(trial)], number: trial.number,
                    itemStyle: { color: trial.state === 'COMPLETE' ? '#2a6f97' : '#bbb' }
                }))
            }]
        });
    });
}

function curves() {
    const line = (trial, values) => ({
        name: `trial ${trial.number}`, type: 'line', data: values, symbolSize: 5,
        lineStyle: { width: trial.number === data.best ? 3 : 1, opacity: trial.number === data.best ? 1 : .5 },
        color: trial.number === data.best ? '#2d936c' : '#6c8ead'
    });
    chart('scores', {
        tooltip: { formatter: point => about(byNumber(Number(point.seriesName.slice(6)))) },
        xAxis: { name: 'share of the run', nameLocation: 'middle', nameGap: 28, min: 0, max: 1 }, yAxis: { name: figure, scale: true },
        series: scored.map(trial => line(trial, trial.reports.map(report => [report.share, report.values[0]])))
    });
    chart('losses', {
        tooltip: {},
        xAxis: { name: 'step', nameLocation: 'middle', nameGap: 28 }, yAxis: { name: 'training loss', scale: true },
        series: data.trials.map(trial => ({
            ...line(trial, trial.curve.steps.map((step, i) => [step, trial.curve.losses[i]])), showSymbol: false
        }))
    });
}

function pareto() {
    if (data.objectives.length < 2) {
        document.getElementById('pareto-part').remove();
        return;
    }
    const [first, second] = data.objectives;
    const whole = scored.filter(trial => trial.state === 'COMPLETE');
    const beaten = trial => !data.front.includes(trial.number);
    const point = trial => ({ value: [last(trial).values[1], last(trial).values[0]], number: trial.number });
    chart('pareto', {
        tooltip: { formatter: at => about(byNumber(at.data.number)) },
        legend: {},
        xAxis: { name: second.figure, nameLocation: 'middle', nameGap: 28, scale: true }, yAxis: { name: first.figure, scale: true },
        series: [
            { name: 'front', type: 'scatter', color: '#2d936c', symbolSize: 14, data: whole.filter(trial => !beaten(trial)).map(point) },
            { name: 'others', type: 'scatter', color: '#bbb', data: whole.filter(beaten).map(point) }
        ]
    });
}

function table() {
    const columns = [
        ['trial', trial => trial.number],
        ['state', trial => trial.state.toLowerCase()],
        ['done', trial => trial.reports.length ? `${Math.round(100 * last(trial).share)} %` : ''],
        ...data.objectives.map((objective, i) =>
            [objective.figure, trial => trial.reports.length ? digits(last(trial).values[i]) : '']),
        ['seconds', trial => trial.reports.length ? last(trial).seconds.toFixed(1) : ''],
        ...data.options.map(option => [option.name, trial => trial.options[option.name] ?? ''])
    ];
    const rows = data.trials.map(trial => ({ trial, cells: columns.map(column => column[1](trial)) }));
    const draw = () => {
        const shown = document.getElementById('trials');
        shown.replaceChildren();
        const top = shown.insertRow();
        columns.forEach((column, i) => {
            const cell = document.createElement('th');
            cell.textContent = column[0];
            cell.onclick = () => {
                rows.sort((a, b) => compare(a.cells[i], b.cells[i]));
                draw();
            };
            top.append(cell);
        });
        rows.forEach(({ trial, cells }) => {
            const row = shown.insertRow();
            row.className = trial.number === data.best ? 'best' : '';
            cells.forEach(cell => { row.insertCell().textContent = cell; });
        });
    };
    draw();
}

function compare(a, b) {
    const numbers = [parseFloat(b), parseFloat(a)];
    return numbers.some(Number.isNaN) ? String(a).localeCompare(String(b)) : numbers[0] - numbers[1];
}

head();
history();
parallel();
importance();
slices();
curves();
pareto();
table();
