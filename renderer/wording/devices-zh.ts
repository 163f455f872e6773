import type { DeviceWords } from './words.ts'

/** Devices in Simplified Chinese. */
export const zhDevices: DeviceWords = {
  troubles: {
    connecting: { word: '正在连接', advice: '请稍候' },
    'not-found': { word: '未找到', advice: '请接好线并开机' },
    'no-permission': { word: '无权限', advice: '请联系店长：本机无权打开该端口' },
    'in-use': { word: '被占用', advice: '请关闭正在使用它的其他程序' },
    unplugged: { word: '已拔出', advice: '请重新插好连接线' },
    refused: { word: '拒绝连接', advice: '请关机再开机，仍不行请联系店长：地址错误' },
    unreachable: { word: '无法连接', advice: '请检查是否开机、网线是否插好' },
    'no-answer': { word: '无应答', advice: '请关机再开机' },
    failed: { word: '线路故障', advice: '请拔下连接线，数到五再插上' },
    unsupported: { word: '不支持', advice: '请联系店长：需要换一种连接方式' },
    'same-name': { word: '名称重复', advice: '请联系店长：两台设备名称相同' },
    'process-ended': { word: '正在重启', advice: '请稍候，仍不行请重启收银台' },
    'paper-out': { word: '缺纸', advice: '请换纸并合上盖子' },
    'paper-near-end': { word: '纸将用完', advice: '请备好新纸卷' },
    'cover-open': { word: '盖子打开', advice: '请合上盖子' },
    cutter: { word: '切刀卡住', advice: '请关机，清理切刀后再开机' },
    broken: { word: '打印机故障', advice: '请关机再开机，再次出现请联系店长' },
    offline: { word: '脱机', advice: '请按进纸键，或关机再开机' },
    'open-too-long': { word: '长时间未关', advice: '请关上钱箱' },
    away: { word: '未连接', advice: '请检查连接线和电源' },
    'needs-care': { word: '需处理', advice: '请查看设备' },
  },
  fallbacks: {
    scanner: '请手动输入条码',
    'card-reader': '请扫会员卡，或询问手机号',
    printer: '可继续收银，小票保留稍后打印',
    drawer: '请用钥匙打开',
    'line-display': '可继续收银，请口头告知金额',
    scale: '请到柜台称重，扫标签',
    'payment-terminal': '请收现金，或用另一台刷卡机',
  },
}
