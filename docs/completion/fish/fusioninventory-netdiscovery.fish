# Made by npm run docs; do not edit.
complete -c fusioninventory-netdiscovery -l help -s h -d 'Print this message and exit'
complete -c fusioninventory-netdiscovery -l version -d 'Print the version and exit'
