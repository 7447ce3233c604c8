//! The look of a paper, inside the paper: no font, picture or sheet is fetched from anywhere.

/// Style of every paper. It already knows the signature certificate, so that completing an issued text adds a
/// section and changes nothing else.
pub(crate) const STYLE: &str = "\
:root{color-scheme:light}\
*{box-sizing:border-box}\
body{margin:0;background:#fff;color:#14282c;font:1.0625rem/1.6 \"Source Serif 4\",Charter,\"Bitstream Charter\",\
\"Iowan Old Style\",Georgia,\"Liberation Serif\",\"Times New Roman\",serif;overflow-wrap:break-word}\
main,footer{max-width:44rem;margin:0 auto;padding:2rem 1.25rem}\
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .35rem}\
h2{font-size:1.125rem;line-height:1.4;margin:2rem 0 .4rem}\
p,ul,ol,dl{margin:.5rem 0}\
p,li{max-width:66ch}\
ul{padding-left:3.6rem}\
.meta,footer{color:#46595d;font-size:.9375rem}\
.n{display:inline-block;min-width:2.6rem;padding-right:.5rem;color:#46595d;font-size:.875em;\
font-variant-numeric:tabular-nums}\
.t{display:flex}.t>.n{flex:none}\
.contents{border:1px solid #cdd8d9;border-radius:4px;padding:1rem 1.25rem;margin:1.5rem 0;columns:2 15rem}\
.contents ol{list-style:none;padding:0;margin:0}.contents li{break-inside:avoid;font-size:.9375rem}\
a{color:#14282c}\
.plain{border-left:3px solid #5aa3a8;padding-left:.75rem;margin:.6rem 0 .6rem 2.6rem;color:#34474b;\
font:.9375rem/1.5 system-ui,\"Segoe UI\",\"Liberation Sans\",Arial,sans-serif}\
.signers{list-style:none;padding:0}\
.signers li{break-inside:avoid;border-top:1px solid #cdd8d9;padding:.8rem 0}\
.signers b{display:block}\
.blank{display:flex;gap:2rem;margin-top:1.6rem;color:#46595d;font-size:.875rem}\
.blank span{flex:2;border-top:1px solid #14282c;padding-top:.2rem}.blank span+span{flex:1}\
.certificate{break-before:page;border-top:2px solid #14282c;margin-top:3rem;padding-top:.5rem}\
body:has(.certificate) .blank{display:none}\
table{border-collapse:collapse;width:100%;font-size:.9375rem}\
caption{text-align:left;font-weight:600;padding:.5rem 0}\
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-top:1px solid #cdd8d9}\
code{font:.8125rem/1.5 ui-monospace,\"Liberation Mono\",monospace;overflow-wrap:anywhere}\
footer{border-top:1px solid #cdd8d9;padding-top:.75rem}\
@media(max-width:30rem){table{table-layout:fixed;font-size:.8125rem}\
th,td{padding-right:.4rem;hyphens:auto;overflow-wrap:anywhere}}\
@media print{html{font-size:10pt}body{font-size:10.5pt;line-height:1.42}main,footer,p,li{max-width:none}\
main,footer{padding:0}.contents{display:none}h2{break-after:avoid;margin-top:1.4rem}\
.t,li{orphans:3;widows:3}.plain,section{break-inside:avoid}.certificate{margin-top:0}\
footer{margin-top:1.5rem}code{font-size:7.5pt}}";
