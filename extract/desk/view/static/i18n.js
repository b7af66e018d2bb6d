// The words of the page itself, in Chinese and in English; those of documents stay.

const WORDS = {
  // places
  overview: ["总览", "Overview"], tables: ["数据表", "Tables"], documents: ["文件", "Documents"],
  drugs: ["药品", "Drugs"], outcomes: ["疗效对比", "Outcomes"], problems: ["问题", "Problems"],
  skip: ["跳到正文", "Skip to content"], language: ["English", "中文"], help: ["快捷键", "Keys"],
  languageHint: ["Switch to English", "切换到中文"],
  // shared
  search: ["搜索", "Search"], searchIn: ["搜索：空格分隔，全部命中", "Search: all words must occur"],
  rows: ["行", "rows"], row: ["行", "row"], of: ["共", "of"], none: ["没有数据", "No rows"],
  noneMatching: ["没有符合条件的行", "No row matches"], clear: ["清除条件", "Clear"],
  previous: ["上一页", "Previous"], next: ["下一页", "Next"], all: ["全部", "all"],
  allColumns: ["显示全部列", "All columns"], source: ["出处", "Source"], open: ["打开", "Open"],
  loading: ["读取中…", "Loading…"], back: ["返回", "Back"], yes: ["是", "yes"], no: ["否", "no"],
  more: ["更多", "More"], close: ["关闭", "Close"], total: ["合计", "Total"], unit: ["单位", "Unit"],
  sortBy: ["排序", "Sort by"], ascending: ["升序", "ascending"], descending: ["降序", "descending"],
  failed: ["出错了", "That did not work"], unknownPlace: ["没有这个页面。", "There is no such page."],
  emptyValue: ["空", "empty"], words: ["原文", "Words"], rule: ["依据", "Rule"], page: ["页", "Page"],
  // overview
  snapshot: ["快照", "Snapshot"], published: ["发布于", "published"], byType: ["文件：类型与状态", "Documents by type and status"],
  perTable: ["各表行数", "Rows per table"], coverage: ["原文去向", "What became of the lines"],
  coverageHint: ["按行计：这些文件的每一行成了什么（空行不计）", "Share of the lines of documents, blank ones left out"],
  counted: ["统计文件", "documents counted"], removedTitle: ["修复与清除", "Repaired and removed"],
  removedHint: ["按规则统计；每一处都可在原文中查看", "By rule; each can be seen in its document"],
  aside: ["未能完整读取的文件", "Documents not read in full"], noProblems: ["没有问题", "No problems"],
  noAside: ["所有文件都已完整读取", "Every document was read in full"], places: ["处", "places"],
  inDocuments: ["个文件", "documents"], took: ["用时", "took"], noDocuments: ["还没有文件：先运行 python -m extract data/raw", "No documents yet: run python -m extract data/raw"],
  example: ["例", "example"], removedWords: ["删去", "removed"], changedWords: ["改写", "changed"],
  // document
  text: ["文字", "Text"], pageView: ["版面", "Page"], records: ["提取结果", "Records"], original: ["原文", "Source"],
  fate: ["这一行的去向", "What became of this line"], line: ["第", "Line"], showMarkup: ["显示网页标记", "Show markup"],
  nothingRead: ["这一行没有读出任何内容。", "Nothing was read from this line."], wasBlank: ["空行。", "A blank line."],
  wasRemoved: ["这一行被清除，不进入正文。", "This line was taken out of the text."],
  wasLabel: ["表头或栏目名。", "A label, or the head of a table."], repairs: ["修复", "Repairs"], became: ["成为", "Became"],
  nextUnread: ["下一处未读", "Next unread"], fieldsOnly: ["只作为原始字段保留。", "Kept as a printed field only."],
  mentionOnly: ["只提及了名称。", "Only names in it were noted."], noWords: ["这个值没有对应的原文：", "No words stand for this value: "],
  notVisible: ["这些词在网页标记中。", "The words stand in the markup of the page."], noText: ["这个文件没有可读的文字。", "This document has no text that could be read."],
  zoom: ["放大", "Zoom"], previousPage: ["上一页", "Previous page"], nextPage: ["下一页", "Next page"], sourceGone: ["无法显示版面：", "The page can not be shown: "],
  clickHint: ["点一个值，看它的原文；点一行原文，看它的去向。", "Click a value to see its words; click a line to see what became of it."],
  alsoIn: ["也见于", "also in"], moreRows: ["在表中查看全部", "See all in the table"],
  placeGone: ["原文中找不到这些词。", "The words are not in the text."], tellsOf: ["文件信息", "The document itself"],
  // drug
  timeline: ["事件时间线", "Events in time"], trialsTitle: ["试验与结果", "Trials and outcomes"], plots: ["疗效图", "Outcomes drawn"],
  noEvents: ["没有事件", "No events"], noTrials: ["没有试验", "No trials"], noOutcomes: ["没有可作图的结果", "No outcome to draw"],
  otherOutcomes: ["不属于某个试验的结果", "Outcomes outside a trial"], sources: ["来源文件", "Documents"], about: ["药品信息", "About the drug"],
  undated: ["日期未知", "no date"], reports: ["篇报道", "reports"], acrossDrugs: ["与其他药品对比", "Compare across drugs"], more2: ["其他", "Also known"],
  chooseEndpoint: ["终点", "Endpoint"], dotHint: ["点为数值，线为置信区间；NR＝未达到。点击圆点查看该行。", "Dot: the number; bar: its confidence interval; NR: not reached. Click a dot for its row."],
  firstOnly: ["只画出前 60 个数值", "Only the first 60 numbers are drawn"], outcomesHint: ["同一终点、统计量与单位下的全部数值", "All numbers of one endpoint, statistic and unit"], drugsCount: ["种药品", "drugs"], numbers: ["个数值", "numbers"],
  caution: ["不同试验的人群与设计不同，数值不可直接比较优劣。", "Trials differ in patients and design: the numbers are not a ranking."],
  // problems
  severity: ["级别", "Severity"], goToPlace: ["查看位置", "Go to the place"],
  // keys
  keySearch: ["搜索", "search"], keyMove: ["上下移动", "move between rows"], keyOpen: ["打开", "open"], keyBack: ["返回", "back"], keyUnread: ["下一处未读（文件页）", "next unread line (in a document)"], keyHelp: ["快捷键", "this list"], keyPages: ["翻页", "previous and next page"],
};

const VALUES = {
  nhsa_form: ["医保申报材料", "NHSA form"], notice: ["通知公告", "Notice"], news: ["新闻", "News"], unknown: ["未知", "Unknown"],
  ok: ["完整", "read in full"], partial: ["部分", "read in part"], quarantined: ["隔离", "set aside"], duplicate: ["重复", "duplicate"],
  error: ["错误", "error"], warning: ["警告", "warning"], info: ["提示", "info"],
  cells: ["成为单元格", "became cells"], field: ["成为字段", "printed fields"], label: ["栏目名", "labels"], mention: ["仅提及", "names only"], removed: ["清除", "removed"], unread: ["未读", "unread"], blank: ["空行", "blank"],
  happened: ["已发生", "happened"], planned: ["计划", "planned"], forecast: ["预计", "expected"], denied: ["未发生", "did not happen"],
  approval: ["批准上市", "approval"], conditional_approval: ["附条件批准", "conditional approval"], application_accepted: ["申请受理", "application accepted"], designation: ["认定", "designation"], priority_review: ["优先审评", "priority review"], orphan_designation: ["孤儿药认定", "orphan designation"], breakthrough_designation: ["突破性治疗认定", "breakthrough designation"], guideline_recommendation: ["指南推荐", "guideline recommendation"], first_prescription: ["首张处方", "first prescription"], first_infusion: ["首例回输", "first infusion"], patient_discharged: ["患者出院", "patient discharged"], partnership: ["合作", "partnership"], price_set: ["定价", "price set"], insurance_coverage: ["商保覆盖", "insurance coverage"], reimbursement: ["医保支付", "reimbursement"], trial_readout: ["试验结果", "trial readout"], customs_clearance: ["通关", "customs clearance"], policy_issued: ["政策发布", "policy issued"], policy_effective: ["政策施行", "policy in force"], regulator_reply: ["监管答复", "regulator's reply"], funding: ["融资", "funding"], other: ["其他", "other"],
  rate: ["率", "rate"], median: ["中位数", "median"], mean: ["均值", "mean"], hazard_ratio: ["风险比", "hazard ratio"], odds_ratio: ["比值比", "odds ratio"], risk_ratio: ["相对危险度", "risk ratio"], mean_change: ["均值变化", "mean change"], difference: ["差值", "difference"], survival_rate: ["生存率", "survival rate"], risk_reduction: ["风险降低", "risk reduction"], count: ["例数", "count"],
  drug: ["药品", "drug"], company: ["企业", "company"], agency: ["机构", "agency"], disease: ["疾病", "disease"], policy: ["政策", "policy"], place: ["地点", "place"],
  national: ["国家", "national"], provincial: ["省", "provincial"], city: ["市", "city"], county: ["县", "county"],
};

const RULES = {
  markup: ["网页标记", "markup of the page"], traditional: ["繁体转简体", "traditional characters"], width: ["全角与空白", "width and white space"], watermark: ["水印", "watermark"], pinyin: ["混入的拼音", "pinyin put in"], page_furniture: ["页眉页脚与导航", "page furniture"], spam: ["广告", "advertisements"], latex: ["公式标记", "LaTeX"], foreign_script: ["混入的外文", "foreign script"], superscript: ["上标", "superscripts"], mojibake: ["乱码", "mojibake"], glyph: ["字形", "glyphs"],
};

const MODES = ["zh", "en"];
let mode = chosen();

function chosen() {
  const kept = remembered();
  if (MODES.includes(kept)) return kept;
  return (navigator.language ?? "").toLowerCase().startsWith("zh") ? "zh" : "en";
}

function remembered() {
  try { return localStorage.getItem("language"); } catch { return null; }
}

const pick = (pair) => pair[MODES.indexOf(mode)];
const plainly = (name) => String(name).replaceAll("_", " ");

export const language = () => mode;
export const isChinese = () => mode === "zh";

/** Change to the other language, and remember it. */
export function toggle() {
  mode = isChinese() ? "en" : "zh";
  try { localStorage.setItem("language", mode); } catch { /* then it is not kept */ }
}

/** A word of the page. */
export const t = (name) => pick(WORDS[name]);

/** A value of a closed vocabulary, in words. */
export const valueWord = (value) => (Object.hasOwn(VALUES, value) ? pick(VALUES[value]) : plainly(value));

/** What a rule of repair is called; several that met are joined by +. */
export const ruleWord = (rule) => rule.split("+").map((one) => (Object.hasOwn(RULES, one) ? pick(RULES[one]) : plainly(one))).join(" + ");

/** The name of a table or column: the Chinese label, or its name as words. */
export const named = (known) => (isChinese() ? known.label : sentence(known.name));

/** The other name, for whom the first is not enough. */
export const otherName = (known) => (isChinese() ? known.name : known.label);

function sentence(name) {
  const words = plainly(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A number with its thousands told apart. */
export const number = (n) => Number(n).toLocaleString("en-US");
