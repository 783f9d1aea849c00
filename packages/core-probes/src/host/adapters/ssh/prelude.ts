/**
 * What the remote shell is taught first: POSIX sh with `head`, `stat`, `readlink`, `dd` of coreutils or busybox, and
 * `timeout` where there is one. Each function answers with bytes and a frame (frames.ts); nothing is written there.
 */
import { MAX_FILE } from '../limits.ts'
import { LOCAL } from '../mounts.ts'
import { TRUSTED_PATH } from '../programs.ts'
import { quote } from './quote.ts'

/** What is fetched before anybody asked for it: larger files are left for who does. */
export const MAX_AHEAD = 256 * 1024
/** Paths that one wild card may stand for. */
const MAX_EXPANDED = 512
const MAX_ENV = 1024 * 1024

/** Frames are told apart from what they carry by the nonce: 128 random bits of this session. */
export const prelude = (nonce: string): string => `
exec 2>/dev/null
IFS=' 	
'
N=${quote(nonce)}
fi_e() { printf '\\n%s %s %s %s/%s\\n' "$N" "$1" "$2" "$3" "$N"; }
fi_e hello 0 ''
head -c ${MAX_ENV} <"/proc/$$/environ"
fi_e env "$?" ''
PATH=${quote(TRUSTED_PATH)} LC_ALL=C LANG=C
export PATH LC_ALL LANG
unset LANGUAGE CDPATH POSIXLY_CORRECT
cd /
fi_k() { printf '%s=%s\\n' "$1" "$2"; }
fi_k system "$(uname -s)"
fi_k machine "$(uname -m)"
fi_k release "$(uname -r)"
fi_k version "$(uname -v)"
fi_k hostname "$(uname -n)"
fi_k uid "$(id -u)"
fi_k user "$(id -un)"
fi_k clock "$(date '+%s %z')"
fi_k pagesize "$(getconf PAGESIZE)"
fi_k TZ "$TZ"
fi_e facts 0 ''

T=
if timeout -s KILL 5 true; then T='timeout -s KILL'
elif timeout -s KILL -t 5 true; then T='timeout -s KILL -t'; fi
fi_t() {
  t=$1; shift
  if [ "$T" ]; then $T "$t" "$@"; return; fi
  "$@" & p=$!
  (sleep "$t"; kill -9 "$p") >/dev/null & w=$!
  wait "$p"; t=$?; kill "$w"; return "$t"
}

M=$(readlink /proc/self/exe /proc/self/exe)
case $M in *"
"*) ;; *) M= ;; esac
R=
while read -r d p t o; do
  case $t in ${[...LOCAL].join('|')}) ;; *) R="$R\${p%%\\\\*}
"; esac
done </proc/mounts
B=
fi_a() {
  [ "$R" ] || return 0
  i=$IFS; IFS='
'; set -f; k=0
  for r in $R; do
    case $2 in "$r"*) k=1; case $B in *"
$r
"*) k=2; break ;; esac ;; esac
  done
  set +f; IFS=$i
  if [ "$k" = 1 ]; then
    if [ "$T" ]; then fi_t 2 stat -f "$2" >/dev/null </dev/null; else false; fi
    case $? in 0 | 1) ;; *) k=2; [ "$T" ] && B="$B
$r
" ;; esac
  fi
  [ "$k" = 2 ] || return 0
  fi_e "$1" timeout "$2"
  return 1
}
fi_x() {
  p=\${2%/*}
  if [ -d "$p" ] && [ ! -x "$p" ]; then fi_e "$1" denied "$2"; else fi_e "$1" absent "$2"; fi
}

fi_h() {
  fi_a "$1" "$3" || return 0
  if [ -f "$3" ]; then
    if [ -r "$3" ]; then head -c "$2" <"$3"; fi_e "$1" "$?" "$3"; else fi_e "$1" denied "$3"; fi
  elif [ -d "$3" ]; then
    fi_e "$1" dir "$3"
    [ "$1" = f ] || fi_d "$3"
  elif [ -e "$3" ]; then fi_e "$1" other "$3"
  else fi_x "$1" "$3"; fi
}
fi_f() { fi_h f ${MAX_FILE + 1} "$1"; }
fi_p() { fi_h p ${MAX_AHEAD + 1} "$1"; }
fi_b() {
  fi_a b "$5" || return 0
  if [ -d "$5" ]; then fi_e b dir "$1 $2 $5"
  elif [ -f "$5" ] || [ -b "$5" ]; then
    if [ -r "$5" ]; then
      if [ "$1" = 0 ]; then head -c "$2" <"$5"; else dd bs=512 skip="$3" count="$4" <"$5"; fi
      fi_e b "$?" "$1 $2 $5"
    else fi_e b denied "$1 $2 $5"; fi
  elif [ -e "$5" ]; then fi_e b other "$1 $2 $5"
  else fi_x b "$5"; fi
}
fi_d() {
  fi_a d "$1" || return 0
  if [ -d "$1" ]; then
    if [ ! -r "$1" ]; then fi_e d denied "$1"; return; fi
    b=$1; [ "$b" = / ] && b=
    for x in "$b"/* "$b"/.[!.]* "$b"/..?*; do
      case "
$R" in *"
$x
"*) y=d ;; *)
        if [ -h "$x" ]; then y=l; elif [ -f "$x" ]; then y=f; elif [ -d "$x" ]; then y=d
        elif [ -e "$x" ]; then y=o; else continue; fi ;;
      esac
      printf '%s %s/\\n' "$y" "\${x##*/}"
    done
    fi_e d 0 "$1"
  elif [ -e "$1" ]; then fi_e d other "$1"
  else fi_x d "$1"; fi
}
fi_q() {
  fi_d "$1"
  b=$1; set --
  for x in "$b"/*; do [ -h "$x" ] && set -- "$@" "$x"; done
  [ "$#" -gt 0 ] && [ "$#" -le ${MAX_EXPANDED} ] || return 0
  if [ "$M" ]; then readlink "$@"; else for x do readlink "$x"; done; fi
  fi_e ll "$?" "$b"
}
fi_l() {
  fi_a l "\${1%/*}" || return 0
  if [ -h "$1" ]; then readlink "$1"; fi_e l "$?" "$1"
  elif [ -e "$1" ]; then fi_e l other "$1"
  else fi_x l "$1"; fi
}
fi_s() {
  o=$1; q=$2; z=$3; shift 3
  if [ "$R" ]; then for x do shift; if fi_a "$o" "$x"; then set -- "$@" "$x"; fi; done; fi
  [ "$#" = 0 ] || stat $z -c '%f %u %g %s %Y %n' "$@"
  fi_e "$o$o" 0 "$q"
}
fi_m() {
  if [ "$T" ]; then fi_t 2 stat -f -c '%t %S %b %f %a' "$1" </dev/null
  elif fi_a m "$1"; then stat -f -c '%t %S %b %f %a' "$1"
  else return; fi
  fi_e m "$?" "$1"
}
fi_y() {
  y=
  case $1 in /*) if [ -f "$1" ] && [ -x "$1" ]; then y=$1; fi; return ;; esac
  for d in ${TRUSTED_PATH.replaceAll(':', ' ')}; do
    if [ -f "$d/$1" ] && [ -x "$d/$1" ]; then y=$d/$1; return; fi
  done
}
fi_w() {
  fi_y "$1"
  if [ "$y" ]; then printf '%s\\n' "$y"; fi_e w 0 "$1"; else fi_e w absent "$1"; fi
}
fi_c() {
  q=$1; t=$2; shift 2
  fi_y "$1"
  if [ "$y" ]; then fi_t "$t" env "$@"; fi_e c "$?" "$q"
  elif [ -f "$1" ]; then fi_e c denied "$q"
  else fi_e c absent "$q"; fi
}
fi_u() {
  q=$1; m=$2; x=$3; v=$4; shift 4
  if [ ! -S "$x" ]; then
    if [ -e "$x" ]; then fi_e u other "$q"; else fi_e u absent "$q"; fi
  elif [ ! -w "$x" ]; then fi_e u denied "$q"
  else
    fi_y curl
    if [ ! "$y" ]; then fi_e u missing "$q"; return; fi
    curl -q -s -g -m 2 --path-as-is --noproxy '*' --unix-socket "$x" -X "$m" -w '\\n%{http_code}' "$@" "http://localhost$v"
    fi_e u "$?" "$q"
  fi
}
fi_g() {
  g=$1; v=$2; shift 2
  if [ "$#" -gt ${MAX_EXPANDED} ]; then fi_e g more "$v"; return; fi
  for h do "fi_$g" "$h"; done
  fi_e g "$g" "$v"
}
`
