import { PHONE, SLOW_4G, readArguments, withChromium } from "./chromium.mjs";
const { rest: urls, options } = readArguments(process.argv.slice(2));
await withChromium(async (browser) => {
  for (const url of urls) {
    const ctx = await browser.createBrowserContext();
    const page = await ctx.newPage();
    await page.setViewport({ width: 360, ...PHONE });
    await page.setCacheEnabled(false);
    await page.evaluateOnNewDocument(()=>{window.l=[];new PerformanceObserver(list=>{for(const e of list.getEntries())window.l.push([Math.round(e.startTime),e.element?.localName+"."+e.element?.className,e.url?.slice(-60),e.size,Math.round(e.loadTime)])}).observe({type:"largest-contentful-paint",buffered:true})});
    await page.emulateCPUThrottling(4); await page.emulateNetworkConditions(SLOW_4G);
    const s = await page.createCDPSession(); await s.send("Network.enable"); await s.send("Network.setBlockedURLs",{urls:["*.woff2"]});
    const m=new Map(); let t0=0;
    s.on("Network.requestWillBeSent",e=>{t0=t0||e.timestamp;m.set(e.requestId,{u:e.request.url.slice(-50),s:e.timestamp-t0,p:e.request.initialPriority})});
    s.on("Network.responseReceived",e=>{const r=m.get(e.requestId);if(r){r.h=e.timestamp-t0;r.c=e.response.connectionId;r.mt=e.response.mimeType}});
    s.on("Network.loadingFinished",e=>{const r=m.get(e.requestId);if(r){r.f=e.timestamp-t0;r.b=e.encodedDataLength}});
    await page.goto(url,{waitUntil:"load"}); await page.waitForNetworkIdle({idleTime:500,timeout:8000}).catch(()=>{});
    console.log(url.slice(21,70)); for(const r of m.values())console.log("  ",r.u.padEnd(50),(r.s*1000).toFixed(0).padStart(5),((r.h||0)*1000).toFixed(0).padStart(5),((r.f||0)*1000).toFixed(0).padStart(5),r.b,r.p,r.c,r.mt);
    console.log("   FCP",await page.evaluate(()=>Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime)),"LCP",JSON.stringify(await page.evaluate(()=>window.l)));
    await ctx.close();
  }
});
