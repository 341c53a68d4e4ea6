"""A small English–Chinese glossary of words that news uses often, for when there is no dictionary.

Written for this program from general knowledge, not taken from a dictionary. One entry a line:
English forms, a colon, Chinese renderings. Forms in -s, -ed, -ing and the like need no entry of
their own. What is frequent everywhere (the, 的) is left out, since it tells no sentences apart.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from evreader.domain.stem import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evreader.domain.lexicon import Renderings

_ENTRIES = """
january:1月 一月|february:2月 二月|march:3月 三月|april:4月 四月|june:6月 六月|july:7月 七月
august:8月 八月|september:9月 九月|october:10月 十月|november:11月 十一月|december:12月 十二月
monday:周一 星期一|tuesday:周二 星期二|wednesday:周三 星期三|thursday:周四 星期四
friday:周五 星期五|saturday:周六 星期六|sunday:周日 星期日 星期天 周天|year annual:年
month:个月 月|week:周 星期 礼拜|day:日 天|today:今天 今日 如今|yesterday:昨天 昨日|tomorrow:明天
morning:早上 上午 早晨 清晨|night evening:晚 夜|hour:小时 钟头|minute:分钟|second:第二 秒
first:第一 首次 首先 首|third:第三 三分之|last:上 最后 去年|next:下 明年 接下来|half:半
percent per-cent %:% 百分|million:万|billion:亿|thousand:千|hundred:百|dozen:十几 几十|two:两 二 2
three:三 3|four:四 4|five:五 5|six:六 6|seven:七 7|eight:八 8|nine:九 9|ten:十 10
china chinese:中国 中方 华|beijing:北京|shanghai:上海|hong-kong:香港|taiwan:台湾
america american u.s us united-states:美国 美 全美|washington:华盛顿|trump:特朗普 川普|biden:拜登
britain british uk u.k england english:英国 英 英格兰|london:伦敦|europe european eu:欧洲 欧盟 欧
france french:法国 法|paris:巴黎|germany german:德国 德|russia russian:俄罗斯 俄|moscow:莫斯科
japan japanese:日本 日|tokyo:东京|korea korean:韩国 朝鲜 韩|india indian:印度|iran:伊朗
israel israeli:以色列|australia australian:澳大利亚 澳洲|canada canadian:加拿大|mexico:墨西哥
italy italian:意大利|spain spanish:西班牙|ukraine:乌克兰|turkey turkish:土耳其|brazil:巴西
indonesia:印度尼西亚 印尼|africa african:非洲|asia asian:亚洲 亚|york:纽约
california:加利福尼亚 加州|world global:世界 全球|international:国际|country nation:国 国家
national:国家 全国|city:市 城|state:州 国家|province:省|town village:镇 村|street road:街 路
capital:首都 资本|region area:地区 区|north northern:北|south southern:南|east eastern:东
west western:西|island:岛|sea ocean:海 洋|president:总统 主席 总裁|minister:部长 大臣 首相 总理
government:政府|congress:国会 议会|senate senator:参议|parliament:议会 国会|court:法院 法庭
judge justice:法官 大法官 正义|law legal:法|police officer:警 官员|army military:军|war:战争 战
peace:和平|attack:袭击 攻击|kill:杀 死|die death dead:死 去世|election elect:选举 选
vote voter:投票 票 选民|party:党 派对|leader:领导 领袖|policy:政策|official:官员 官方
republican:共和党|democrat democratic:民主|brexit:脱欧|committee:委员会|department:部 部门
agency:机构 局 社|spokesman spokesperson spokeswoman:发言人|statement:声明|report:报道 报告 报
reporter journalist:记者|say tell:说 表示 称 告诉|announce:宣布|ask question:问|add:补充 增加 添加
call:称 呼吁 叫 电话|claim:声称 称|believe think:相信 认为 觉得|know:知道 了解|want hope:想 希望
need:需要|help:帮助|support:支持|agree agreement:同意 协议|decide decision:决定|plan:计划
try:试图 努力 尝试|begin start:开始|end:结束 末|continue:继续|stop:停止 阻止
meet meeting:会议 会见 见|visit:访问 参观|talk:谈|speak speech:讲话 演讲 说|write letter:写 信
read:读|see watch:看 见|win:赢 胜 获|lose loss:失 输 亏损|play player:球员 玩 打 比赛
game match:比赛 游戏|team:队 团队|coach:教练|fan:粉丝 球迷|goal:目标 进球|season:赛季 季
league:联盟 联赛|cup:杯|champion:冠军|football:足球|club:俱乐部|race:赛 种族
company firm:公司 企业|business:企业 业务 商业 生意|market:市场|industry:行业 产业 工业|bank:银行
share stock:股|price:价格 价|cost:成本 费用 花费|money:钱 资金|dollar:美元|pound:英镑 磅|euro:欧元
yuan:元 人民币|fund:基金 资金|invest investment investor:投资|trade:贸易 交易|tax:税|tariff:关税
export:出口|import:进口|economy economic:经济|growth grow:增长 成长
rise increase:上升 增加 增长 上涨|fall drop decline:下降 下跌 跌|sale sell:销售 卖 售|buy:买 购
customer client:客户 顾客|product:产品|produce production:生产|factory plant:工厂 厂
worker staff employee:工人 员工|job work:工作|pay:支付 付 工资|deal:协议 交易|contract:合同
partner partnership:合作 伙伴|joint-venture:合资|acquire acquisition:收购|merger merge:合并
supplier supply:供应|manufacturer maker:制造商|chief:首席|executive:执行 高管|ceo:首席执行官 CEO
founder found:创始 创立 成立|chairman:主席 董事长|board:董事会 委员会|director:总监 导演 主任 董事
manager manage:经理 管理|analyst:分析师|expert:专家|customs:海关|car vehicle:车 汽车|electric:电动
battery:电池|driver drive:驾驶 司机 开车|technology tech:技术 科技|software:软件
computer:电脑 计算机|phone:手机 电话|chip:芯片|internet online:网 互联网|data:数据
information:信息|app:应用|system:系统|network:网络|energy:能源|oil:石油 油|gas:天然气 气
power:权力 电力 力量|water:水|air:空气 航空 空|fire:火|rain:雨|storm:风暴|hurricane:飓风
typhoon:台风|flood:洪水|weather:天气|earthquake:地震|tsunami:海啸|climate:气候
temperature:温度 气温|hot heat:热|cold:冷|environment:环境|pollution:污染|health:健康 卫生
hospital:医院|doctor:医生 博士|patient:患者 病人|disease:疾病 病|virus:病毒|vaccine:疫苗
drug medicine:药|cancer:癌|coronavirus covid-19 covid pandemic epidemic:疫情 新冠|medical:医疗 医
body:身体 体|heart:心|brain:脑|food:食 食品|school:学校 校|student:学生|teacher:老师 教师
university college:大学 学院|education:教育|study research:研究 学习|scientist:科学家
science scientific:科学|book:书|film movie:电影 影片|music:音乐|song:歌|show:节目 显示 表明
television tv:电视|star:明星 星|actor actress:演员|artist art:艺术|museum:博物馆
history historic:历史|culture cultural:文化|church:教会 教堂|god:上帝 神|family:家庭 家人 家
father dad:父亲 爸|mother mum mom:母亲 妈|son:儿子|daughter:女儿|child kid:孩子 儿童
baby:婴儿 宝宝|wife:妻子|husband:丈夫|woman female girl:女|man male:男 人|people:人|friend:朋友
parent:父母 家长|brother:兄弟 弟 哥|sister:姐 妹|young youth:年轻 青年|old:岁 老|name:名
life live:生活 生命|home house:家 房|room:房间 室|door:门|bed:床|public:公众 公共 公开|private:私
social:社会 社交|media:媒体|news:新闻 消息|photo picture image:照片 图|video:视频|right:权利 右
left:左 离开|black:黑|white:白|red:红|blue:蓝|green:绿|new:新|big large great:大 巨
small little:小|long:长|high:高|low:低|good:好|bad:坏 糟|best:最好 最佳|important:重要
possible:可能|different:不同|difficult hard:困难 难|problem issue:问题|crisis:危机|risk:风险
danger dangerous:危险|safe safety security:安全|threat threaten:威胁|fear:恐惧 担心 害怕
accuse:指控 指责|allege allegation:指控|sexual sex:性|assault:侵犯 性侵 袭击
crime criminal:犯罪 罪|prison jail:监狱|arrest:逮捕|victim:受害|investigate investigation:调查
fbi:FBI 联邦调查局|evidence:证据|trial:审判 试验|lawyer attorney:律师|gun:枪|weapon:武器
nuclear:核|missile:导弹|flight fly:飞|plane aircraft:飞机|airport:机场|train:火车 列车 训练
ship boat:船|travel:旅行|hotel:酒店|restaurant:餐厅 餐馆|animal:动物|dog:狗|cat:猫|fish:鱼|tree:树
flower:花|sun:太阳 阳光|space:太空 空间|moon:月球|project:项目 工程
program programme:计划 项目 节目|service:服务|development develop:发展 开发|build building:建 楼
open:开 打开|close:关闭 关|launch:推出 发射 启动|release:发布 释放|provide:提供|use:使用 用
change:改变 变化|reduce cut:减 削减|create:创造 创建|receive:收到 接受|leave:离开|return:返回 回
send:发 送|hold:举行 持有|bring:带|carry:携带|move:移动 搬|test:测试 检测 试|quality:质量
standard:标准|measure:措施|effort:努力|result:结果|reason cause:原因|example:例如 例子
number:数 数量|group:集团 组 群|member:成员|community:社区 社会|society:社会
organization organisation:组织|center centre:中心|against:反对 对|between:之间|before:之前 前
after:之后 后|during:期间|without:没有 无|because:因为|however but:但 然而 不过
although though:虽然 尽管|if:如果|when:当 时|why:为什么 为何|how:如何 怎么|not n't:不 没
never:从未 从来|only:只 仅|also:也 还|more:更|most:最|many:许多 很多|all:所有 全|every:每
both:双方 两|other another:其他 另|same:同|again:再|still:仍 还|must should:必须 应该
can could:能 可以|will would:将 会|may might:可能
"""


@cache
def glossary() -> dict[str, tuple[str, ...]]:
    """The Chinese renderings of each English form, both in lower case."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in _ENTRIES.replace("\n", "|").split("|"):
        if entry:
            forms, _, glosses = entry.rpartition(":")
            for form in forms.split():
                found[form] = tuple(glosses.lower().split())
    return found


class Glossary:
    """The glossary as a lexicon, for when there is no dictionary."""

    def renderings(self, words: Iterable[str]) -> Mapping[str, Renderings]:
        """The renderings of those of many Chinese words that are known."""
        known = _by_chinese()
        return {word: known[word] for word in words if word in known}


@cache
def _by_chinese() -> dict[str, Renderings]:
    found: dict[str, Renderings] = {}
    for form, words in glossary().items():
        for word in words:
            found.setdefault(word, {})[stem(form)] = 1.0
    return found
