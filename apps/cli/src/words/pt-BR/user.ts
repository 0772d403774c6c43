import type { user as en } from '../en/user.js'

export const user: typeof en = {
  password: (name, password) => `Senha de ${name}, mostrada só aqui: ${password}`,
  short: (least) => `A senha precisa de pelo menos ${least} caracteres; passe-a pela entrada padrão.`,
  added: (name, path) => `${name} agora está em ${path}.`,
  taken: (name, path) =>
    `${path} já tem um usuário ${name}, e nada foi mudado: tire aquela entrada, ou escolha outro nome.`,
  noArray: (path) => `${path} precisa ser um array de usuários, e nada foi mudado.`,
  unwritable: (path, code) => `Não é possível gravar ${path} (${code}).`,
}
