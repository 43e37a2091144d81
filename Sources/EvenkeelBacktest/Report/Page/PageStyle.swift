/// The page's only style sheet. Colours pass WCAG AA on their ground, in both schemes.
enum PageStyle {
    static let sheet: Markup = """
        :root{color-scheme:light dark;--ground:#f5f6f8;--panel:#fff;--edge:#e1e5ea;--text:#1b2430;--soft:#566273;
        --line:#2a5db0;--band:#2a5db01f;--limit:#8a5a00;--bad:#c2362b;--hole:#7b879633;--shade:#c2362b17;
        --act:#2457b5;--ask:#6b3fa0;--held:#8a5a00;--refused:#566273;--false:#b3261e;--found:#1f7a4d;--ink:#fff}
        @media(prefers-color-scheme:dark){:root{--ground:#0f141a;--panel:#171e27;--edge:#2a3441;--text:#e7ecf2;--soft:#a3b0c0;
        --line:#86b3ff;--band:#86b3ff29;--limit:#e0a84a;--bad:#ff8a7d;--hole:#9aa7b83d;--shade:#ff8a7d1f;
        --act:#86b3ff;--ask:#c9a5f5;--held:#e0a84a;--refused:#a3b0c0;--false:#ff8a7d;--found:#6fd3a2;--ink:#10151c}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--text);
        font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
        main{max-width:68rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
        h1{font-size:.95rem;font-weight:600;color:var(--soft);margin:0 0 .75rem}
        h2{font-size:1.15rem;margin:2.75rem 0 .9rem;font-weight:650}
        h3{font-size:1rem;margin:0;font-weight:600}
        p{margin:.4rem 0}a{color:var(--line)}
        .summary{font-size:1.6rem;line-height:1.38;font-weight:500;letter-spacing:-.011em;margin:0;max-width:46rem;text-wrap:pretty}
        .range{color:var(--soft);margin-top:.9rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.8rem 0 0;padding:0}
        .figures div{background:var(--panel);border:1px solid var(--edge);border-radius:.6rem;padding:.8rem 1rem}
        .figures dt{color:var(--soft);font-size:.83rem}
        .figures dd{margin:.1rem 0 0;font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
        .panel{background:var(--panel);border:1px solid var(--edge);border-radius:.75rem;padding:1.15rem 1.25rem;margin:0 0 1rem}
        .row{display:grid;grid-template-columns:9.5rem 1fr;gap:0 1.1rem;align-items:center;margin:.35rem 0}
        .row.tall{margin:1rem 0}
        .label{font-size:.87rem;min-width:0;line-height:1.35}.label b{display:block;font-weight:600}.label span{color:var(--soft);font-size:.8rem}
        .lane,.plot,.axis{margin-left:3.3rem}
        .lane{position:relative;height:1.6rem;background:var(--ground);border-radius:.35rem}
        .lane.none{display:flex;align-items:center;padding:0 .6rem;color:var(--soft);font-size:.8rem}
        .bar{position:absolute;top:.25rem;bottom:.25rem;min-width:5px;border-radius:3px;background:var(--bad)}
        .bar.missed,.bar.watched{background:transparent;border:2px solid var(--false)}.bar.blind{background:var(--refused)}.bar.found-bar{background:var(--found)}
        .mark{position:absolute;top:50%;transform:translate(-50%,-50%);min-width:1.35rem;height:1.35rem;padding:0 .3rem;
        border-radius:.7rem;background:var(--act);color:var(--ink);font-size:.75rem;font-weight:650;line-height:1.35rem;
        text-align:center;text-decoration:none;white-space:nowrap;font-variant-numeric:tabular-nums}
        .plot{position:relative;height:7.5rem}
        .plot svg{position:absolute;inset:0;width:100%;height:100%;overflow:hidden;border-radius:.35rem;background:var(--ground)}
        .detail .plot{height:8.5rem}
        path,rect{vector-effect:non-scaling-stroke}
        .line{fill:none;stroke:var(--line);stroke-width:1.4;stroke-linejoin:round}
        .band{fill:var(--band)}.bad{fill:none;stroke:var(--bad);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .usual{fill:none;stroke:var(--limit);stroke-width:.6;stroke-opacity:.6}
        .notice{fill:none;stroke:var(--held);stroke-width:5;stroke-linecap:round}
        .limit{fill:none;stroke:var(--limit);stroke-width:1.3;stroke-dasharray:5 4}.hole{fill:var(--hole)}
        .scale{position:absolute;right:100%;margin-right:.45rem;font-size:.72rem;line-height:1;color:var(--soft);
        pointer-events:none;font-variant-numeric:tabular-nums;white-space:nowrap}
        .scale.top{top:0}.scale.bottom{bottom:0}.scale.at{transform:translateY(50%);color:var(--limit)}
        .over{position:absolute;top:0;bottom:0;pointer-events:none}.shade{background:var(--shade);min-width:2px}
        .rule{width:0;border-left:1px solid var(--act)}
        .rule.line-ask{border-color:var(--ask)}.rule.line-held{border-color:var(--held)}.rule.line-refused,.rule.line-ended{border-color:var(--refused)}
        .axis{position:relative;height:1.2rem;font-size:.76rem;color:var(--soft)}
        .axis span{position:absolute;transform:translateX(-50%);white-space:nowrap}
        .legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;color:var(--soft);font-size:.8rem;margin:1rem 0 0;padding:0;list-style:none}
        .legend i{display:inline-block;width:1.2rem;height:.6rem;margin-right:.4rem;border-radius:2px;vertical-align:-.02rem}
        .badge{display:inline-block;padding:.08rem .6rem;border-radius:1rem;background:var(--act);color:var(--ink);
        font-size:.8rem;font-weight:600;white-space:nowrap}
        .ask{background:var(--ask)}.held{background:var(--held)}.refused,.ended{background:var(--refused)}.false{background:var(--false)}
        .found{background:var(--found)}
        .head{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;margin-bottom:.5rem}
        .head time{color:var(--soft);margin-left:auto;font-variant-numeric:tabular-nums}
        .number{color:var(--soft);font-variant-numeric:tabular-nums}
        .facts{margin:.5rem 0 .9rem;padding-left:1.1rem}.facts li{margin:.2rem 0}
        .detail h4{font-size:.85rem;font-weight:600;margin:1rem 0 .35rem}
        details{margin-top:.9rem}summary{cursor:pointer;color:var(--line);font-size:.9rem}
        .gates{list-style:none;margin:.6rem 0 0;padding:0;font-size:.88rem}
        .gates li{display:grid;grid-template-columns:1.3rem 10rem 1fr;gap:.5rem;padding:.28rem 0;border-top:1px solid var(--edge)}
        .gates .hold b{color:var(--held)}.gates .refuse b{color:var(--false)}.gates .pass b{color:var(--found)}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
        th{text-align:left;color:var(--soft);font-weight:600;font-size:.8rem;padding:.3rem .9rem .45rem 0;vertical-align:bottom}
        td{padding:.5rem .9rem .5rem 0;border-top:1px solid var(--edge);vertical-align:top}
        td.num,th.num{text-align:right}
        .empty,.quiet{color:var(--soft)}.notices{padding-left:1.1rem;color:var(--soft);font-size:.9rem}.notices li{margin:.35rem 0}
        footer{color:var(--soft);font-size:.82rem;margin-top:3rem}
        a:focus-visible,summary:focus-visible{outline:2px solid var(--line);outline-offset:2px;border-radius:3px}
        @media(max-width:42rem){main{padding:1.5rem .9rem 3rem}.summary{font-size:1.27rem}.figures{grid-template-columns:1fr 1fr}
        .panel{padding:.95rem .85rem}.row{grid-template-columns:1fr;gap:.2rem}.label b{display:inline;margin-right:.5rem}
        .axis .minor{display:none}.head time{margin-left:0;width:100%}
        .gates li{grid-template-columns:1.1rem 1fr}.gates li span{grid-column:2}
        .cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .cards tr{display:block;border-top:1px solid var(--edge);padding:.5rem 0}
        .cards tr:first-child{border-top:0}.cards td{display:flex;gap:.8rem;justify-content:space-between;border:0;padding:.12rem 0;text-align:right}
        .cards td::before{content:attr(data-name);color:var(--soft);text-align:left;flex:none}}
        @media print{body{background:#fff}.panel{break-inside:avoid}}
        """
}
