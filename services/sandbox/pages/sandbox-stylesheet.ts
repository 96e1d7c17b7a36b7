/** The one stylesheet of every page: light and dark, wide and phone. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #14161a);
  --card: light-dark(#ffffff, #1d2026);
  --text: light-dark(#1b1e24, #e8eaee);
  --quiet: light-dark(#596070, #a3abb9);
  --line: light-dark(#d9dde4, #353a44);
  --accent: light-dark(#1f5fbf, #8db8ff);
  --on-accent: light-dark(#ffffff, #10131a);
  --busy: light-dark(#dbe8fd, #21385e);
  --free: light-dark(#edf3ea, #25301f);
  --away: light-dark(#fbe5d6, #4a3020);
  --problem: light-dark(#8f1d1d, #ffb4ab);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding: .75rem 1.25rem; background: var(--card); border-bottom: 1px solid var(--line); }
.bar nav { display: flex; gap: 1rem; }
.brand { font-weight: 700; text-decoration: none; color: inherit; }
main { max-width: 80rem; margin: 0 auto; padding: 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .25rem 0 1rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
.eyebrow, .quiet-text, small { color: var(--quiet); }
small { display: block; font-size: .8rem; overflow-wrap: anywhere; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; }
.consent { max-width: 34rem; margin: 2rem auto; }
.consent h1 { overflow-wrap: anywhere; }
.problem { color: var(--problem); font-weight: 600; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; padding: .75rem 1rem; }
.choice { display: flex; gap: .75rem; align-items: start; padding: .4rem 0; }
.choice input { margin-top: .35rem; }
.field { display: block; font-weight: 600; margin-bottom: .25rem; }
select, input[type='search'] { width: 100%; font: inherit; padding: .5rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--ground); color: inherit; }
.actions { display: flex; gap: .75rem; justify-content: end; margin-top: 1rem; }
button, .button { font: inherit; font-weight: 600; padding: .5rem 1rem; border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none; display: inline-block; }
.quiet, .button.quiet { background: transparent; color: var(--accent); }
.rows { list-style: none; padding: 0; margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
.rows li + li { border-top: 1px solid var(--line); }
.rows a { display: flex; flex-wrap: wrap; gap: .1rem 1rem; justify-content: space-between; padding: .6rem 1rem; text-decoration: none; color: inherit; }
.rows a:hover { background: var(--ground); }
.rows strong { overflow-wrap: anywhere; }
.rows .quiet-text { font-size: .9rem; }
.headers { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
.headers dt { color: var(--quiet); }
.headers dd { margin: 0; overflow-wrap: anywhere; }
.letter { width: 100%; min-height: 40rem; border: 1px solid var(--line); border-radius: .75rem; background: #fff; margin: 1rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; }
.week-bar { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin-bottom: 1rem; }
.week { display: grid; grid-template: auto auto auto / 3.5rem repeat(7, minmax(0, 1fr)); background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
.hours, .day { display: grid; grid-row: span 3; grid-template-rows: subgrid; min-width: 0; }
.hours { border-right: 1px solid var(--line); }
.hours ol { list-style: none; margin: 0; padding: 0; }
.hours li { height: 3rem; font-size: .75rem; color: var(--quiet); text-align: right; padding-right: .4rem; }
.day + .day { border-left: 1px solid var(--line); }
.day h2 { margin: 0; padding: .4rem; font-size: .85rem; text-align: center; }
.day.today h2 { color: var(--accent); }
.all-day { min-height: 2rem; padding: .15rem; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.hours .all-day { font-size: .7rem; color: var(--quiet); text-align: right; }
.slots { position: relative; height: 42rem; background: repeating-linear-gradient(to bottom, transparent 0 calc(3rem - 1px), var(--line) calc(3rem - 1px) 3rem); }
.entry { background: var(--busy); border-left: 3px solid var(--accent); border-radius: .3rem; padding: .1rem .35rem; font-size: .78rem; line-height: 1.25; overflow: hidden; overflow-wrap: anywhere; }
.slots .entry { position: absolute; }
.slots .entry:focus { z-index: 1; height: auto !important; min-height: 3rem; width: 100% !important; left: 0 !important; }
.entry.free { background: var(--free); border-left-style: dashed; }
.entry.away { background: var(--away); }
.entry.declined b { text-decoration: line-through; }
.entry.named { outline: 2px solid var(--accent); }
.entry span { color: var(--quiet); }
@media (max-width: 50rem) {
  .week, .day { display: block; }
  .hours { display: none; }
  .day + .day { border-left: 0; }
  .day h2 { text-align: left; padding: .6rem .75rem .2rem; border-top: 1px solid var(--line); }
  .all-day { border: 0; min-height: 0; padding: 0 .75rem; }
  .slots { height: auto; background: none; padding: 0 .75rem .5rem; }
  .slots .entry { position: static; width: auto !important; height: auto !important; margin: .25rem 0; }
}
`;
