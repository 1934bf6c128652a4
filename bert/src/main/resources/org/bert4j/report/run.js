// Draws the page from `data.runs`: one whole, or several side by side. One function a section.
const WORDS = {
    en: {
        other: '中文', run: 'Run', evaluation: 'An evaluation', runs: 'Runs', steps: 'steps', seconds: 's of updates', began: 'begun',
        curves: 'Curves', loss: 'training loss', step: 'step', best: 'best',
        figures: 'Figures of the best model', figuresNote: n => `On ${n} development examples; in brackets where the figure lies with a probability of 95 % (bootstrap).`,
        figure: 'figure', value: 'value', between: '95 % interval',
        noEvaluation: 'This run has no evaluation yet, so there are no figures; let it come to the end of an epoch, or give --evaluate-every.',
        noAnswers: 'This run has left no answers to development examples (predictions.jsonl) that can be judged one by one, so calibration, slices and mistakes are missing; runs that are evaluated on examples write them.',
        confusion: 'Which labels are taken for which', confusionNote: 'A row is a true label, a column what the model said.', truth: 'truth', answer: 'answer',
        classes: 'Label by label', label: 'label', support: 'examples',
        calibration: 'Can the probabilities be believed?',
        calibrationNote: ece => `Expected calibration error ${digits(ece)}: of the answers with a probability near 0.8, four in five should be right. bert4j evaluate --calibrate mends it.`,
        probability: 'probability', right: 'share right',
        coverage: 'If the least sure answers went to people',
        coverageNote: area => `Share of wrong answers among the surest ones; its mean over all shares (AURC) is ${digits(area)}.`,
        answered: 'share answered', wrong: 'share wrong',
        slices: 'Parts of the data', byLabel: 'by true label', byLength: 'by length in characters', by: 'by', part: 'part', examples: 'examples', score: 'score',
        dots: 'True and predicted numbers', predicted: 'predicted',
        mistakes: 'The mistakes the model was surest of', none: 'There are none.', sure: 'sure by',
        largest: 'The largest errors', options: 'Options', option: 'option', compared: 'Options that differ', same: 'None.'
    },
    zh: {
        other: 'English', run: '训练', evaluation: '一次评估', runs: '多次训练', steps: '步', seconds: '秒(更新)', began: '开始于',
        curves: '曲线', loss: '训练损失', step: '步', best: '最佳',
        figures: '最佳模型的指标', figuresNote: n => `在 ${n} 条开发样本上;方括号内为 95 % 置信区间(自助法)。`,
        figure: '指标', value: '数值', between: '95 % 区间',
        noEvaluation: '这次训练还没有评估,因此没有指标;请让它跑完一个周期,或者使用 --evaluate-every。',
        noAnswers: '这次训练没有留下可以逐条评判的对开发样本的回答(predictions.jsonl),因此没有校准、分组和错误示例;在样本上评估的训练会写出它们。',
        confusion: '哪些标签被混淆', confusionNote: '行是真实标签,列是模型的回答。', truth: '真实', answer: '回答',
        classes: '逐个标签', label: '标签', support: '样本数',
        calibration: '概率可信吗?',
        calibrationNote: ece => `期望校准误差 ${digits(ece)}:概率约为 0.8 的回答,五个里应有四个正确。bert4j evaluate --calibrate 可以修正。`,
        probability: '概率', right: '正确比例',
        coverage: '如果把最没把握的回答交给人',
        coverageNote: area => `最有把握的回答中出错的比例;对所有覆盖率取平均(AURC)为 ${digits(area)}。`,
        answered: '回答比例', wrong: '出错比例',
        slices: '数据的各个部分', byLabel: '按真实标签', byLength: '按长度(字符数)', by: '按', part: '部分', examples: '样本数', score: '得分',
        dots: '真实值与预测值', predicted: '预测值',
        mistakes: '模型最有把握的错误', none: '没有。', sure: '把握',
        largest: '误差最大的样本', options: '选项', option: '选项', compared: '不同的选项', same: '没有。'
    }
};
let words = navigator.language.startsWith('zh') ? WORDS.zh : WORDS.en;
const COLORS = ['#2a6f97', '#d1495b', '#2d936c', '#edae49', '#66456b'];
const runs = data.runs;
const digits = value => typeof value !== 'number' ? String(value)
    : Number.isInteger(value) ? String(value) : Math.abs(value) > 1 ? value.toFixed(2) : value.toFixed(4);
const name = run => run.directory.split(/[\\/]/).filter(part => part !== '.').pop();

function part(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) {
        made.textContent = text;
    }
    if (className) {
        made.className = className;
    }
    return made;
}

function section(title, note) {
    const made = part('section');
    made.append(part('h2', title));
    if (note) {
        made.append(part('p', note, 'note'));
    }
    document.getElementById('page').append(made);
    return made;
}

function chart(parent, option) {
    const place = part('div', undefined, 'chart');
    parent.append(place);
    const drawn = echarts.init(place);
    drawn.setOption({ animation: false, ...option });
    addEventListener('resize', () => drawn.resize());
}

function halves(parent) {
    const both = part('div', undefined, 'halves');
    const left = part('div');
    const right = part('div');
    both.append(left, right);
    parent.append(both);
    return [left, right];
}

/** columns: [title, cell of a row, is a number] */
function table(parent, columns, rows, className) {
    const made = part('table');
    const top = made.insertRow();
    columns.forEach(([title, , isNumber]) => top.append(part('th', title, isNumber ? 'number' : '')));
    rows.forEach(row => {
        const line = made.insertRow();
        line.className = className ? className(row) : '';
        columns.forEach(([, cell, isNumber]) => {
            const at = line.insertCell();
            at.className = isNumber ? 'number' : '';
            at.textContent = cell(row);
        });
    });
    parent.append(made);
}

function head() {
    const run = runs[0];
    document.documentElement.lang = words === WORDS.zh ? 'zh' : 'en';
    document.querySelector('#language button').textContent = words.other;
    document.getElementById('title').textContent = runs.length === 1
        ? `${words.run} ${name(run)}: ${run.task}` : `${words.runs}: ${runs.map(name).join(', ')}`;
    document.title = document.getElementById('title').textContent;
    document.getElementById('summary').textContent = runs.map(one =>
        (runs.length > 1 ? `${name(one)}: ` : '')
        + (one.curve ? `${one.steps} ${words.steps}, ${one.seconds.toFixed(1)} ${words.seconds}` : words.evaluation)
        + (one.started ? `, ${words.began} ${one.started}` : '')
        + (one.figures ? `; ${one.decisive} ${digits(one.figures[one.decisive])}` : '')).join(' · ');
}

function curves() {
    if (!runs[0].curve) {
        return;
    }
    const [left, right] = halves(section(words.curves));
    const axis = { name: words.step, nameLocation: 'middle', nameGap: 28 };
    const legend = runs.length > 1 ? { data: runs.map(name) } : undefined;
    const shown = chosen => runs.map((run, i) => ({ name: name(run), type: 'line', color: COLORS[i], ...chosen(run) }));
    chart(left, {
        tooltip: { trigger: 'axis' }, legend, xAxis: axis, yAxis: { name: words.loss, scale: true },
        series: shown(run => ({ showSymbol: false, data: run.curve.steps.map((step, i) => [step, run.curve.losses[i]]) }))
    });
    if (runs.some(run => run.evaluations.length > 0)) {
        chart(right, {
            tooltip: { trigger: 'axis' }, legend, xAxis: axis, yAxis: { name: runs[0].decisive, scale: true },
            series: shown(run => ({
                data: run.evaluations.map(evaluation => ({
                    value: [evaluation.step, evaluation.score],
                    symbolSize: evaluation.step === run.bestStep ? 12 : 5
                }))
            }))
        });
    } else {
        right.append(part('p', words.noEvaluation, 'missing'));
    }
}

const fractions = run => Object.entries(run.figures || {}).filter(([, value]) => typeof value === 'number');

function figures() {
    const run = runs[0];
    if (!run.figures) {
        return;
    }
    const made = section(words.figures, run.answers ? words.figuresNote(run.answers.examples) : '');
    const interval = (one, figure) => {
        const found = one.answers && one.answers.intervals[figure];
        return found ? ` [${digits(found.low)}, ${digits(found.high)}]` : '';
    };
    table(made, [[words.figure, row => row[0]], ...runs.map((one, i) =>
        [runs.length > 1 ? name(one) : words.value,
            row => one.figures && one.figures[row[0]] !== undefined ? digits(one.figures[row[0]]) + interval(one, row[0]) : '', true])],
    fractions(run));
}

function options() {
    if (!runs[0].options) {
        return;
    }
    const all = [...new Set(runs.flatMap(run => Object.keys(run.options)))];
    const text = value => value === undefined ? '-' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    const differ = option => new Set(runs.map(run => text(run.options[option]))).size > 1;
    const made = section(words.options);
    table(made, [[words.option, row => row], ...runs.map(run => [runs.length > 1 ? name(run) : words.value, row => text(run.options[row])])],
        [...all.filter(differ), ...all.filter(option => !differ(option))], row => differ(row) ? 'different' : '');
}

function confusion(run) {
    const counts = run.figures && run.figures.confusion;
    if (!counts) {
        return;
    }
    const labels = Object.keys(run.figures.per_class);
    const made = section(words.confusion, words.confusionNote);
    const cells = counts.flatMap((row, i) => row.map((count, j) => [j, i, count]));
    const rows = counts.map(row => row.reduce((sum, count) => sum + count, 0));
    chart(made, {
        tooltip: { formatter: cell => `${labels[cell.value[1]]} → ${labels[cell.value[0]]}: ${cell.value[3]}` },
        grid: { left: 130, bottom: 90 },
        xAxis: { type: 'category', data: labels, name: words.answer, nameLocation: 'middle', nameGap: 60, axisLabel: { rotate: labels.length > 6 ? 45 : 0 } },
        yAxis: { type: 'category', data: labels, inverse: true, name: words.truth },
        visualMap: { min: 0, max: 1, dimension: 2, show: false, inRange: { color: ['#f7fbff', '#2a6f97'] } },
        series: [{
            type: 'heatmap', label: { show: labels.length <= 20, formatter: cell => cell.value[3] },
            data: cells.map(([x, y, count]) => [x, y, rows[y] ? count / rows[y] : 0, count])
        }]
    });
}

function classes(run) {
    const table_ = run.figures && (run.figures.per_class || run.figures.per_type);
    if (!table_) {
        return;
    }
    const rows = Object.entries(table_);
    const keys = Object.keys(rows.length ? rows[0][1] : {}).filter(key => key !== 'support');
    table(section(words.classes), [[words.label, row => row[0]],
        ...keys.map(key => [key, row => digits(row[1][key]), true]), [words.support, row => row[1].support, true]], rows);
}

function calibration(answers) {
    if (!answers.reliability) {
        return;
    }
    const [left, right] = halves(section(words.calibration, words.calibrationNote(answers.ece)));
    chart(left, {
        tooltip: { formatter: point => point.data.bin ? `${words.probability} ${digits(point.data.bin.probability)}<br>${words.right} ${digits(point.data.bin.score)}<br>${words.examples} ${point.data.bin.count}` : '' },
        xAxis: { name: words.probability, nameLocation: 'middle', nameGap: 28, min: 0, max: 1 }, yAxis: { name: words.right, min: 0, max: 1 },
        series: [
            { type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', lineStyle: { type: 'dashed', color: '#999' } },
            { type: 'line', color: COLORS[0], symbolSize: 9, data: answers.reliability.map(bin => ({ value: [bin.probability, bin.score], bin })) }
        ]
    });
    chart(right, {
        tooltip: {}, grid: { left: 60 },
        xAxis: { type: 'category', name: words.probability, nameLocation: 'middle', nameGap: 28, data: answers.reliability.map(bin => `${bin.from.toFixed(2)}–${bin.to.toFixed(2)}`) },
        yAxis: { name: words.examples },
        series: [{ type: 'bar', color: COLORS[0], data: answers.reliability.map(bin => bin.count) }]
    });
}

function coverage(answers) {
    if (!answers.coverage) {
        return;
    }
    chart(section(words.coverage, words.coverageNote(answers.aurc)), {
        tooltip: { formatter: point => `${words.answered} ${digits(point.value[0])}<br>${words.wrong} ${digits(point.value[1])}<br>${words.probability} ≥ ${digits(point.value[2])}` },
        xAxis: { name: words.answered, nameLocation: 'middle', nameGap: 28, min: 0, max: 1 }, yAxis: { name: words.wrong },
        series: [{ type: 'line', color: COLORS[0], data: answers.coverage.map(point => [point.coverage, point.risk, point.probability]) }]
    });
}

function slices(answers) {
    const titles = { label: words.byLabel, length: words.byLength };
    const parts = Object.entries(answers.slices).map(([name, rows]) => [titles[name] || `${words.by} ${name}`, rows]);
    if (parts.length === 0) {
        return;
    }
    const made = section(words.slices);
    parts.forEach(([title, rows]) => {
        made.append(part('p', title));
        table(made, [[words.part, row => row.name], [words.examples, row => row.count, true], [words.score, row => digits(row.score), true],
            [words.between, row => `[${digits(row.interval.low)}, ${digits(row.interval.high)}]`, true]], rows);
    });
}

function dots(answers) {
    if (answers.dots.length === 0) {
        return;
    }
    chart(section(words.dots), {
        tooltip: {}, xAxis: { name: words.truth, nameLocation: 'middle', nameGap: 28, scale: true }, yAxis: { name: words.predicted, scale: true },
        series: [{ type: 'scatter', symbolSize: 5, color: COLORS[0], itemStyle: { opacity: .5 }, data: answers.dots }]
    });
}

/** Marks where the pieces stand in a text. pieces: [text, class] */
function marked(text, pieces) {
    const made = part('p');
    const places = pieces.filter(([piece]) => piece && text.includes(piece))
        .map(([piece, className]) => ({ from: text.indexOf(piece), to: text.indexOf(piece) + piece.length, className }))
        .sort((a, b) => a.from - b.from);
    let at = 0;
    places.forEach(place => {
        if (place.from >= at) {
            made.append(text.slice(at, place.from), part('span', text.slice(place.from, place.to), place.className));
            at = place.to;
        }
    });
    made.append(text.slice(at));
    return made;
}

function tagged(mistake) {
    const made = part('p');
    const between = mistake.words.some(word => /[\u3400-\u9fff]/.test(word)) ? '' : ' ';
    mistake.words.forEach((word, i) => {
        const [truth, answer] = [mistake.trueTags[i], mistake.tags[i]];
        const className = truth === answer ? truth === 'O' ? '' : 'both' : answer === 'O' ? 'true' : 'false';
        made.append(part('span', word, className));
        if (truth !== answer) {
            made.append(part('span', `${answer} (${truth})`, 'tag'));
        }
        made.append(between);
    });
    return made;
}

function mistakes(run) {
    const answers = run.answers;
    const numbers = answers.dots.length > 0;
    const made = section(numbers ? words.largest : words.mistakes);
    if (answers.mistakes.length === 0) {
        made.append(part('p', words.none));
    }
    answers.mistakes.forEach(mistake => {
        const shown = part('div', undefined, 'mistake');
        if (mistake.words) {
            shown.append(tagged(mistake));
        } else if (run.task === 'qa') {
            shown.append(part('p', mistake.texts[0]));
            shown.append(marked(mistake.texts[1], [[mistake.truth.split(' / ')[0], 'true'], [mistake.answer, 'false']]));
        } else {
            mistake.texts.forEach(text => shown.append(part('p', text)));
        }
        const verdict = part('p');
        verdict.append(part('span', `${words.answer}: ${mistake.answer}`, 'false'), ' ', part('span', `${words.truth}: ${mistake.truth}`, 'true'));
        if (!numbers && mistake.surprise > 1e-6) {
            verdict.append(` ${words.sure} ${mistake.surprise.toFixed(3)}`);
        }
        verdict.append(' ', part('span', mistake.place, 'place'));
        shown.append(verdict);
        made.append(shown);
    });
}

function draw() {
    document.getElementById('page').replaceChildren();
    head();
    curves();
    figures();
    if (runs.length === 1) {
        const run = runs[0];
        confusion(run);
        classes(run);
        if (run.answers) {
            calibration(run.answers);
            coverage(run.answers);
            slices(run.answers);
            dots(run.answers);
            mistakes(run);
        } else if (run.figures) {
            section(words.mistakes).append(part('p', words.noAnswers, 'missing'));
        }
    }
    options();
}

document.querySelector('#language button').onclick = () => {
    words = words === WORDS.en ? WORDS.zh : WORDS.en;
    draw();
};
draw();
